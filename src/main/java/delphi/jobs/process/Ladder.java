package delphi.jobs.process;

/** Finds the rung that a machine allows, the highest one by trying it. */
record Ladder(Containment rung, String words) {

  /** The best that is to be had, and why it is not a better one. */
  static Ladder best() {
    try {
      return new Ladder(LeashTrial.find());
    } catch (RungUnavailable noLeash) {
      Containment next =
          ProcessGroup.find().<Containment>map(group -> group).orElseGet(Descendants::new);
      return new Ladder(next, next.name() + "; " + noLeash.getMessage());
    }
  }

  static Ladder only(Rung rung) throws RungUnavailable {
    return new Ladder(
        switch (rung) {
          case LEASH -> LeashTrial.find();
          case GROUP ->
              ProcessGroup.find()
                  .orElseThrow(() ->
                      new RungUnavailable("no process group: there is no setsid in /usr/bin"));
          case DESCENDANTS -> new Descendants();
        });
  }

  Ladder(Containment rung) {
    this(rung, rung.name());
  }
}
