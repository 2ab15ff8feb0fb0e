@NullMarked
package delphi.jobs.web.pages;

import org.jspecify.annotations.NullMarked;
