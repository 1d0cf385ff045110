// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import io.github.gameauth.event.AuthListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a verifier told, a line for each event. */
final class RecordingListener implements AuthListener {
  private final List<String> events = new CopyOnWriteArrayList<>();

  List<String> events() {
    return List.copyOf(events);
  }

  long count(String event) {
    return events.stream().filter(event::equals).count();
  }

  @Override
  public void tokenAccepted(String issuer, boolean remembered) {
    events.add("accepted " + issuer + (remembered ? " remembered" : ""));
  }

  @Override
  public void tokenRejected(String issuer, String reason) {
    events.add("rejected " + issuer + " " + reason);
  }

  @Override
  public void tokenUndecided(String issuer) {
    events.add("undecided " + issuer);
  }

  @Override
  public void clockWentBack(Duration by) {
    events.add("clock went back " + by);
  }
}
