package delphi.jobs.diagnosis;

import static delphi.jobs.diagnosis.Rule.Weight.SPECIFIC;
import static delphi.jobs.diagnosis.Rule.Weight.TELLING;
import static delphi.jobs.diagnosis.Rules.form;
import static delphi.jobs.diagnosis.Rules.words;

import java.util.List;

/** What PostgreSQL, SQLite and their clients say. */
final class DatabaseRules {
  private static final String SERVER = "the server's own words, which clients pass on";

  static final List<Rule> LIST =
      List.of(
          words(
              "database-login",
              Cause.DATABASE_AUTHENTICATION,
              TELLING,
              SERVER,
              "FATAL:  password authentication failed for user \"polis\"",
              "password authentication failed",
              "no pg_hba.conf entry",
              "no password supplied",
              "Peer authentication failed",
              "permission denied for table",
              "permission denied for relation",
              "permission denied for schema"),
          form(
              "database-role",
              Cause.DATABASE_AUTHENTICATION,
              TELLING,
              "\\brole \"[^\"]{1,200}\" does not exist",
              SERVER,
              "FATAL:  role \"delphi\" does not exist",
              "role \""),
          form(
              "database-missing",
              Cause.DATABASE_MISSING_TABLE,
              TELLING,
              "\\b(?:relation|column|database|schema|type) \"?[\\w.$-]{1,200}\"? (?:of relation "
                  + "\"[^\"]{1,200}\" )?does not exist",
              SERVER,
              "relation \"math_main\" does not exist",
              "does not exist"),
          words(
              "database-missing-in-sqlite",
              Cause.DATABASE_MISSING_TABLE,
              TELLING,
              "SQLite's own words",
              "sqlite3.OperationalError: no such table: cache",
              "no such table: ",
              "no such column: "),
          words(
              "database-deadlock",
              Cause.DATABASE_DEADLOCK,
              TELLING,
              SERVER,
              "psycopg2.errors.DeadlockDetected: deadlock detected",
              "deadlock detected",
              "database is locked",
              "could not serialize access",
              "canceling statement due to lock timeout",
              "could not obtain lock on"),
          words(
              "database-constraint",
              Cause.DATABASE_CONSTRAINT,
              TELLING,
              SERVER,
              "duplicate key value violates unique constraint \"math_ticks_pkey\"",
              "violates unique constraint",
              "violates foreign key constraint",
              "violates not-null constraint",
              "violates check constraint",
              "UNIQUE constraint failed"),
          words(
              "database-unreachable",
              Cause.DATABASE_UNREACHABLE,
              TELLING,
              "the client says where it wanted to go; the reason behind it may be anything",
              "connection to server at \"db\" (10.0.0.2), port 5432 failed: Connection refused",
              "connection to server at \"",
              "connection to server on socket \"",
              "could not translate host name \"",
              "could not connect to server",
              "server closed the connection unexpectedly",
              "terminating connection due to administrator command",
              "too many clients already",
              "the database system is starting up",
              "remaining connection slots are reserved",
              "and that the postmaster is accepting",
              "connection already closed"),
          form(
              "database-error",
              Cause.DATABASE_ERROR,
              SPECIFIC,
              "^psql:.{0,300}ERROR: |syntax error at or near \"|canceling statement due to|"
                  + "invalid input syntax for type ",
              SERVER,
              "psql:/app/0012.sql:9: ERROR:  syntax error at or near \"TABEL\"",
              "ERROR: ",
              "syntax error at or near ",
              "canceling statement due to",
              "invalid input syntax for type "));

  private DatabaseRules() {}
}
