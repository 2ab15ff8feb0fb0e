package delphi.jobs.ops.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reckons an expression of Prometheus's language over two scrapes, as far as our alerts use it:
 * {@code increase} is the difference between the two, of the series that are in both.
 */
final class Expression {
  private static final Pattern TOKEN =
      Pattern.compile(
          "[a-zA-Z_]\\w*|\\d+(?:\\.\\d+)?|\"[^\"]*\"|\\[\\w+]|[<>=!]=|[=!]~|[-+*/(){},<>=]");

  private final List<String> tokens;
  private final Scrape before;
  private final Scrape after;
  private int next;

  private Expression(String text, Scrape before, Scrape after) {
    this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    this.before = before;
    this.after = after;
  }

  /** A value for each set of labels; a number alone has none. */
  private record Vector(Map<Map<String, String>, Double> values) {
    static Vector number(double value) {
      return new Vector(Map.of(Map.of(), value));
    }
  }

  /** Whether an alert with this expression would be pending or firing. */
  static boolean fires(String text, Scrape before, Scrape after) {
    Expression expression = new Expression(text, before, after);
    Vector result = expression.or();
    if (expression.next != expression.tokens.size()) {
      throw new IllegalArgumentException(
          "not understood from '" + expression.tokens.get(expression.next) + "' on: " + text);
    }
    return !result.values().isEmpty();
  }

  private Vector or() {
    Vector left = and();
    while (take("or")) {
      Map<Map<String, String>, Double> all = new HashMap<>(and().values());
      all.putAll(left.values());
      left = new Vector(all);
    }
    return left;
  }

  private Vector and() {
    Vector left = comparison();
    while (take("and")) {
      Vector right = comparison();
      Map<Map<String, String>, Double> both = new HashMap<>(left.values());
      both.keySet().retainAll(right.values().keySet());
      left = new Vector(both);
    }
    return left;
  }

  private Vector comparison() {
    Vector left = sum();
    for (String operator : List.of(">=", "<=", "==", ">", "<")) {
      if (take(operator)) {
        double limit = sum().values().values().iterator().next();
        Map<Map<String, String>, Double> kept = new HashMap<>();
        left.values()
            .forEach((labels, value) -> {
              if (holds(value, operator, limit)) {
                kept.put(labels, value);
              }
            });
        return new Vector(kept);
      }
    }
    return left;
  }

  private static boolean holds(double value, String operator, double limit) {
    return switch (operator) {
      case ">=" -> value >= limit;
      case "<=" -> value <= limit;
      case "==" -> value == limit;
      case ">" -> value > limit;
      default -> value < limit;
    };
  }

  private Vector sum() {
    Vector left = product();
    while (true) {
      if (take("+")) {
        left = combined(left, product(), Double::sum);
      } else if (take("-")) {
        left = combined(left, product(), (one, other) -> one - other);
      } else {
        return left;
      }
    }
  }

  private Vector product() {
    Vector left = factor();
    while (take("/")) {
      left = combined(left, factor(), (one, other) -> one / other);
    }
    return left;
  }

  private Vector factor() {
    String token = tokens.get(next++);
    if (token.equals("(")) {
      Vector inner = or();
      expect(")");
      return inner;
    }
    if (Character.isDigit(token.charAt(0))) {
      return Vector.number(Double.parseDouble(token));
    }
    return switch (token) {
      case "time" -> {
        expect("(");
        expect(")");
        yield Vector.number(after.at().toEpochMilli() / 1e3);
      }
      case "sum" -> folded(Double::sum);
      case "max" -> folded(Math::max);
      case "absent" -> {
        Vector inner = bracketed();
        yield inner.values().isEmpty() ? Vector.number(1) : new Vector(Map.of());
      }
      case "increase" -> increase();
      default -> series(after, token, matchers());
    };
  }

  private Vector bracketed() {
    expect("(");
    Vector inner = or();
    expect(")");
    return inner;
  }

  /** All of them in one, whatever their labels. */
  private Vector folded(DoubleBinaryOperator how) {
    return bracketed().values().values().stream()
        .reduce(how::applyAsDouble)
        .map(Vector::number)
        .orElse(new Vector(Map.of()));
  }

  /** A series that was not there before has not risen: that is how Prometheus sees it. */
  private Vector increase() {
    expect("(");
    String name = tokens.get(next++);
    Map<String, String> matchers = matchers();
    next++; // The range; here it is what lies between the two scrapes.
    expect(")");
    Vector first = series(before, name, matchers);
    Map<Map<String, String>, Double> risen = new HashMap<>();
    series(after, name, matchers)
        .values()
        .forEach((labels, value) -> {
          Double old = first.values().get(labels);
          if (old != null) {
            risen.put(labels, value - old);
          }
        });
    return new Vector(risen);
  }

  /** By label, with the operator before the value. */
  private Map<String, String> matchers() {
    Map<String, String> matchers = new LinkedHashMap<>();
    if (!take("{")) {
      return matchers;
    }
    while (!take("}")) {
      String label = tokens.get(next++);
      String operator = tokens.get(next++);
      matchers.put(label, operator + tokens.get(next++).replace("\"", ""));
      take(",");
    }
    return matchers;
  }

  private static Vector series(Scrape scrape, String name, Map<String, String> matchers) {
    Map<Map<String, String>, Double> found = new HashMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      if (sample.name().equals(name) && matches(sample.labels(), matchers)) {
        found.put(new TreeMap<>(sample.labels()), sample.value());
      }
    }
    return new Vector(found);
  }

  private static boolean matches(Map<String, String> labels, Map<String, String> matchers) {
    return matchers.entrySet().stream()
        .allMatch(each -> {
          String value = labels.getOrDefault(each.getKey(), "");
          String wanted = each.getValue();
          if (wanted.startsWith("=~")) {
            return value.matches(wanted.substring(2));
          }
          if (wanted.startsWith("!~")) {
            return !value.matches(wanted.substring(2));
          }
          return value.equals(wanted.substring(1));
        });
  }

  private static Vector combined(Vector left, Vector right, DoubleBinaryOperator how) {
    Map<Map<String, String>, Double> all = new HashMap<>();
    if (left.values().size() == 1 && left.values().containsKey(Map.of())) {
      double one = left.values().get(Map.of());
      right.values().forEach((labels, value) -> all.put(labels, how.applyAsDouble(one, value)));
      return new Vector(all);
    }
    left.values()
        .forEach((labels, value) -> {
          Double other = right.values().get(labels);
          if (other != null) {
            all.put(labels, how.applyAsDouble(value, other));
          }
        });
    return new Vector(all);
  }

  private boolean take(String token) {
    if (next < tokens.size() && tokens.get(next).equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("no '" + token + "' at " + next + " of " + tokens);
    }
  }
}
