@NullMarked
package delphi.jobs.store.roster;

import org.jspecify.annotations.NullMarked;
