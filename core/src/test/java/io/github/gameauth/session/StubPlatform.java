// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A platform whose tickets say who brings them, and which answers what the test says. */
final class StubPlatform implements PlatformAdapter<StubPlatform.Ticket> {
  static final Platform STEAM = new Platform("steam");

  /** A ticket of the player of that id. */
  record Ticket(Secret subject) {
    static Ticket of(String subject) {
      return new Ticket(Secret.of(subject));
    }
  }

  private final Platform platform;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Function<Ticket, PlatformVerdict> answer = this::accepted;
  private volatile PlatformFacts facts = PlatformFacts.NONE;

  StubPlatform() {
    this(STEAM);
  }

  StubPlatform(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public Class<Ticket> credentialType() {
    return Ticket.class;
  }

  @Override
  public PlatformVerdict verify(Ticket ticket) {
    asked.incrementAndGet();
    return answer.apply(ticket);
  }

  private PlatformVerdict accepted(Ticket ticket) {
    return new PlatformVerdict.Accepted(
        PlatformIdentity.of(platform, "", ticket.subject().reveal(), IdScope.GLOBAL).facts(facts));
  }

  int asked() {
    return asked.get();
  }

  void vouches() {
    answer = this::accepted;
  }

  void vouches(PlatformFacts facts) {
    this.facts = facts;
  }

  void rejects(PlatformVerdict.Reason reason) {
    answer = ticket -> new PlatformVerdict.Rejected(reason);
  }

  void cannotTell(PlatformVerdict.Cause cause) {
    answer = ticket -> new PlatformVerdict.Undecided(cause, Duration.ofSeconds(7));
  }

  void answers(Function<Ticket, PlatformVerdict> answer) {
    this.answer = answer;
  }
}
