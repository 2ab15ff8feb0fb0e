package delphi.jobs.desk;

import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Happening;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has happened to a job, as the fields of JSON objects. */
public final class HistoryFields {
  private HistoryFields() {}

  public static Map<String, @Nullable Object> of(Chapter chapter) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Actor actor = chapter.actor();
    switch (chapter) {
      case Chapter.Told(Happening told) -> {
        object.put("step", told.step().name());
        object.put("at", Times.iso(told.at()));
      }
      case Chapter.Gap gap -> {
        object.put("step", "UNWRITTEN");
        object.put("since", gap.since() == null ? null : Times.iso(gap.since()));
        object.put("until", gap.until() == null ? null : Times.iso(gap.until()));
      }
    }
    object.put("from", chapter.from() == null ? null : chapter.from().name());
    object.put("to", chapter.to().name());
    object.put("version", chapter.version());
    object.put("by", actor.kind().word());
    object.put("name", actor.name());
    object.put("reason", chapter.words());
    if (chapter instanceof Chapter.Told(Happening told)) {
      object.put("attempt", told.attempt() == 0 ? null : told.attempt());
      object.put("facts", told.facts());
    }
    return object;
  }
}
