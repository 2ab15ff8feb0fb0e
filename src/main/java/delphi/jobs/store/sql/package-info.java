/** A store in SQL: SQLite, the embedded default; the same statements suit PostgreSQL. */
@NullMarked
package delphi.jobs.store.sql;

import org.jspecify.annotations.NullMarked;
