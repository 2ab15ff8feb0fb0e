package delphi.jobs.web.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;

/** Makes pages of templates, which were compiled when the program was built. */
final class Press {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Press.class.getClassLoader(), "delphi.pages");

  /** What a template is given, by name. */
  record Sheet(String template, Map<String, Object> values) {
    static Sheet of(String template) {
      return new Sheet(template, Map.of());
    }

    /** The same values for another template. */
    Sheet as(String other) {
      return new Sheet(other, values);
    }

    Sheet with(String name, Object value) {
      Map<String, Object> more = new HashMap<>(values);
      more.put(name, value);
      return new Sheet(template, more);
    }
  }

  String text(Sheet sheet) {
    StringOutput output = new StringOutput();
    engine.render(sheet.template() + ".jte", sheet.values(), output);
    return output.toString();
  }

  void answer(Context ctx, HttpStatus status, Sheet sheet) {
    ctx.status(status).header("Cache-Control", "no-store").html(text(sheet));
  }
}
