// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.keyset;

/** What is asked of every client; a line of the table each. */
public enum Question {
  COLD_FETCHES("cold key, %d callers: fetches"),
  COLD_REFUSED("cold key: wrongly refused"),
  COLD_LONGEST("cold key: longest wait"),
  UNKNOWN_FETCHES("the same unknown kid, %d callers: fetches"),
  UNKNOWN_EXCUSES(
      "the same unknown kid: told \"rate limited\" or \"unavailable\" instead of \"unknown\""),
  ROTATION_REFUSED("rotation while callers arrive: wrongly refused"),
  GUESSES_SECONDS("rotation right after 20 random kids: new key accepted after"),
  OUTAGE_ACCEPTED("key set expired, issuer answers 500: good tokens accepted"),
  HANG_ACCEPTED("the same, issuer hangs: good tokens accepted"),
  HANG_LONGEST("the same, issuer hangs: longest wait"),
  WITHDRAWN_SECONDS("key withdrawn: still accepted for"),
  FLOOD_FETCHES("flood of random kids: fetches in 10 s"),
  FLOOD_SECONDS("rotation in the midst of that flood: new key accepted after"),
  PINNED("virtual threads pinned");

  private final String title;

  Question(String title) {
    this.title = title;
  }

  /** What the table says. */
  public String title(int callers) {
    return title.formatted(callers);
  }
}
