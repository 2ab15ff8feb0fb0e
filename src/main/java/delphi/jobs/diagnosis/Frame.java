package delphi.jobs.diagnosis;

/**
 * One call in the trace of an exception.
 *
 * @param source the line of code, where it was printed; else empty
 */
record Frame(String file, String function, String source) {
  private static final String[] OF_OTHERS = {
    "/site-packages/", "/dist-packages/", "/lib/python", "<frozen ", ".pyx", ".pxi", "<string>",
    "node_modules", "node:", "java.base/", "java.", "javax.", "jdk.", "sun."
  };

  /** Whether it is code of the program itself, not of a library that it uses. */
  boolean isOwn() {
    for (String mark : OF_OTHERS) {
      if (file.contains(mark)) {
        return false;
      }
    }
    return true;
  }
}
