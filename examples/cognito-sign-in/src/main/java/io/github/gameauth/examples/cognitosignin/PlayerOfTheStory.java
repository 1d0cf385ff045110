// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.cognito.userpool.TotpSetup;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the mail that the test pool did not send, and has a phone that makes codes. */
final class PlayerOfTheStory implements Player {
  private final TestUserPool pool;
  private final StoryClock clock;
  private @Nullable TotpSetup phone;

  PlayerOfTheStory(TestUserPool pool, StoryClock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "zoe";
  }

  @Override
  public Secret password() {
    return Secret.of("Correct-Horse-7!");
  }

  @Override
  public String email() {
    return "zoe@mygame.example";
  }

  @Override
  public void scans(TotpSetup setup) {
    phone = setup;
  }

  @Override
  public String appCode() {
    waits(Duration.ofSeconds(30)); // for the next one: each code is good once
    if (phone == null) {
      throw new IllegalStateException("phone: empty (expected: scans(…) before)");
    }
    return phone.codeAt(clock.instant()).reveal();
  }

  @Override
  public String answer(String question) {
    return pool.latestCode(name()).orElseThrow().code();
  }

  @Override
  public void waits(Duration span) {
    clock.skip(span);
  }
}
