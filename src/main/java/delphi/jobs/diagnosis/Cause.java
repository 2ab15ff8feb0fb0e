package delphi.jobs.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of things that make a process fail. The set is closed and its words are stored: a word
 * is never given another meaning, and none is taken away.
 */
public enum Cause {
  // The program itself.
  MODULE_MISSING("a module that it imports is missing"),
  SYNTAX("its code cannot be read as a program"),
  ASSERTION("it found something that it takes for impossible"),
  WRONG_NAME("it uses a name or attribute that does not exist"),
  WRONG_TYPE("it uses a value of another type than it expects"),
  WRONG_VALUE("it refuses a value"),
  MISSING_KEY("it looked for an entry that is not there"),
  ARITHMETIC("a calculation has no result"),
  RECURSION("it called itself too deeply"),
  EXCEPTION("it ended with an error of its own"),
  BAD_DATA("it cannot read or use the data that it was given"),
  BAD_USAGE("it does not take the arguments that it was given"),
  CONFIGURATION("a setting or variable that it needs is missing or wrong"),

  // The shell and the files.
  COMMAND_FAILED("a command in the script failed"),
  COMMAND_NOT_FOUND("a program that it needs was not found"),
  BAD_INTERPRETER("the interpreter that a script asks for cannot be run"),
  WRONG_ARCHITECTURE("a program is made for another kind of machine"),
  FILE_MISSING("a file or directory is missing"),
  PERMISSION("it may not do that with a file or directory"),
  NOT_STARTED("it could not be started"),

  // The machine.
  DISK_FULL("the disk is full"),
  OUT_OF_MEMORY("there was not enough memory"),
  RESOURCE_LIMIT("no more processes, threads or files were allowed"),
  DEVICE("a disk or device failed"),
  CRASHED("the program crashed"),
  KILLED("it was killed by a signal"),
  INTERRUPTED("it was interrupted"),
  TIMED_OUT("its time was over"),

  // The provider of a language model.
  PROVIDER_RATE_LIMITED("the provider takes no more requests for now"),
  PROVIDER_OVERLOADED("the provider is overloaded or out of order"),
  PROVIDER_AUTHENTICATION("the provider does not accept the key"),
  PROVIDER_BAD_REQUEST("the provider refuses the request"),
  PROVIDER_TOO_LONG("the request is longer than the model takes"),
  PROVIDER_QUOTA("the credit or quota at the provider is used up"),

  // The network.
  NETWORK_DNS("the name of a host cannot be resolved"),
  NETWORK_REFUSED("nobody listens at the address"),
  NETWORK_RESET("the connection was broken off"),
  NETWORK_TLS("no secure connection could be made"),
  NETWORK_TIMED_OUT("a host did not answer in time"),
  NETWORK_UNREACHABLE("there is no way to the host"),
  ADDRESS_IN_USE("the address is in use already"),
  HTTP_ERROR("a web service answered with an error"),

  // Databases.
  DATABASE_UNREACHABLE("the database cannot be reached"),
  DATABASE_AUTHENTICATION("the database does not accept the login"),
  DATABASE_MISSING_TABLE("a table, column or database is missing"),
  DATABASE_DEADLOCK("another transaction is in the way"),
  DATABASE_CONSTRAINT("the database refuses the data"),
  DATABASE_ERROR("the database refused a statement"),

  // Amazon's services.
  AWS_UNREACHABLE("the AWS endpoint cannot be reached"),
  AWS_THROTTLED("AWS takes no more requests for now"),
  AWS_CREDENTIALS("AWS does not accept the credentials"),
  AWS_ACCESS_DENIED("AWS does not allow this"),
  AWS_MISSING_TABLE("a DynamoDB table or index is missing"),
  AWS_ITEM_TOO_LARGE("an item is larger than DynamoDB takes"),
  AWS_ERROR("an AWS service refused a request"),
  S3_MISSING("a bucket or object is missing"),

  UNKNOWN("nothing that it said tells why");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** As it is stored and asked for: {@code disk_full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What this means, as a clause without a full stop. */
  public String words() {
    return words;
  }

  /** The cause of a stored word; empty for one that a newer version has written. */
  public static Optional<Cause> of(String word) {
    return Arrays.stream(values()).filter(cause -> cause.word().equals(word)).findFirst();
  }
}
