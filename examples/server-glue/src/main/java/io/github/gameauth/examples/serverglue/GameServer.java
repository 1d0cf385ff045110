// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import java.io.IOException;

/** A server on loopback that tells verified players who they are, and a client of it. */
interface GameServer extends AutoCloseable {
  /** What it is. */
  String name();

  /** What it says to a request with these headers: names and values by turns. */
  Answer ask(String... headers) throws IOException, InterruptedException;

  @Override
  void close();

  /** How a server judged. */
  enum Verdict {
    WELCOME,
    REFUSED,
    LATER,
    BROKEN
  }

  /** What it said: the status in its own words, and what came with that. */
  record Answer(Verdict verdict, String status, String text) {}
}
