package delphi.jobs.handler;

import delphi.jobs.job.Job;
import java.util.List;
import java.util.Optional;

/** Every handler there is, asked in order; a job that none of them handles is left alone. */
public final class HandlerRegistry {
  private final List<JobHandler> handlers;

  public HandlerRegistry(List<JobHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  public Optional<JobHandler> handlerFor(Job job) {
    return handlers.stream().filter(handler -> handler.handles(job)).findFirst();
  }
}
