// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a session may be refreshed as far as its platform is concerned. */
final class Reverification {
  private final Credentials credentials;
  private final RefreshTokens refreshTokens;
  private final Optional<OutageFallback> outage;
  private final Optional<Duration> reverifyAfter;

  Reverification(
      Credentials credentials,
      RefreshTokens refreshTokens,
      Optional<OutageFallback> outage,
      Optional<Duration> reverifyAfter) {
    this.credentials = credentials;
    this.refreshTokens = refreshTokens;
    this.outage = outage;
    this.reverifyAfter = reverifyAfter;
  }

  /**
   * A session that may go on.
   *
   * @param context with the platform's latest word
   * @param facts what the platform said beside it
   */
  record Standing(FamilyContext context, PlatformFacts facts) {
    static Standing of(FamilyContext context) {
      return new Standing(context, PlatformFacts.NONE);
    }
  }

  /** Without a credential: as things stand. */
  Standing standing(RefreshFamily family, FamilyContext context, Instant now) {
    if (context.degraded()) {
      requireTime(family, context, now);
      return Standing.of(context);
    }
    boolean due =
        reverifyAfter.filter(age -> !context.verifiedAt().plus(age).isAfter(now)).isPresent();
    if (due) {
      throw StoppedException.refused(SessionRefusal.Code.REVERIFICATION_REQUIRED, "DUE");
    }
    return Standing.of(context);
  }

  /** A degraded session goes on while its platform is out, and then until its turn has come. */
  private void requireTime(RefreshFamily family, FamilyContext context, Instant now) {
    Platform platform = context.platform();
    boolean young = outage.filter(each -> each.isYoung(context.verifiedAt(), now)).isPresent();
    if (young && !outage.get().mustVerify(platform, family.id())) {
      return;
    }
    if (outage.filter(each -> each.isOut(platform)).isPresent()) {
      throw platformOutage(); // too old, but nobody could have brought anything better
    }
    throw ended(family, StoppedException.invalidGrant("UNVERIFIED"));
  }

  /**
   * With a credential, which has to be of the session's platform and player.
   *
   * @param overdue for how long the refresh token went unused beyond what is allowed, if so
   */
  Standing standing(
      RefreshFamily family,
      FamilyContext context,
      Object credential,
      Optional<Duration> overdue,
      ExchangeContext exchange,
      Instant now) {
    PlatformAdapter<?> adapter = credentials.adapterFor(credential);
    if (!adapter.platform().equals(context.platform())) {
      throw StoppedException.invalidGrant("OTHER_PLATFORM");
    }
    PlatformVerdict verdict =
        credentials.verify(adapter, credential, Optional.of(family.account()), exchange);
    if (verdict instanceof PlatformVerdict.Accepted accepted) {
      if (overdue.isPresent()) {
        throw StoppedException.invalidGrant("EXPIRED"); // with that credential they can log in
      }
      return verified(family, context, accepted.identity(), now);
    }
    if (verdict instanceof PlatformVerdict.Rejected rejected) {
      boolean knownAndRefused = rejected.reason() == PlatformVerdict.Reason.DENIED;
      StoppedException refused = StoppedException.of(rejected);
      throw context.degraded() || knownAndRefused ? ended(family, refused) : refused;
    }
    if (mayGoOn(context, verdict, overdue, now)) {
      return Standing.of(context.asDegraded());
    }
    throw StoppedException.of((PlatformVerdict.Undecided) verdict);
  }

  private Standing verified(
      RefreshFamily family, FamilyContext context, PlatformIdentity proven, Instant now) {
    if (!ExternalIdentity.of(proven).equals(context.identity())) {
      StoppedException other = StoppedException.invalidGrant("OTHER_PLAYER");
      throw context.degraded() ? ended(family, other) : other;
    }
    return new Standing(context.verified(now), proven.facts());
  }

  private boolean mayGoOn(
      FamilyContext context, PlatformVerdict verdict, Optional<Duration> overdue, Instant now) {
    return outage.isPresent()
        && OutageFallback.isOutage(verdict)
        && outage.get().mayGoOn(context.platform(), context.verifiedAt(), now)
        && overdue.map(outage.get()::allowsOverdue).orElse(true);
  }

  private StoppedException ended(RefreshFamily family, StoppedException why) {
    refreshTokens.end(family.id(), "unverified");
    return why;
  }

  private static StoppedException platformOutage() {
    return StoppedException.undecided(SessionUndecided.PLATFORM_OUTAGE, Duration.ofSeconds(30));
  }
}
