/**
 * What goes wrong between us and DynamoDB, brought about on purpose: a proxy that breaks chosen
 * requests in each of the ways in which networks and services break them.
 */
@NullMarked
package delphi.jobs.app.chaos;

import org.jspecify.annotations.NullMarked;
