package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every handler there is, asked in order; a job that none of them handles is left alone. */
public final class HandlerRegistry {
  private final List<JobHandler> handlers;

  public HandlerRegistry(List<JobHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /** The types that these handlers know; empty where one of them cannot list its own. */
  public Set<JobType> types() {
    boolean all = handlers.stream().noneMatch(handler -> handler.types().isEmpty());
    return all
        ? handlers.stream()
            .flatMap(handler -> handler.types().stream())
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** Those that say they may handle jobs of that type. */
  public List<JobHandler> handlersOf(JobType type) {
    return handlers.stream().filter(handler -> handler.types().contains(type)).toList();
  }

  public Optional<JobHandler> handlerFor(Job job) {
    return handlers.stream().filter(handler -> handler.handles(job)).findFirst();
  }
}
