@NullMarked
package delphi.jobs.store.register;

import org.jspecify.annotations.NullMarked;
