// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.account.AccountKind;
import io.github.gameauth.account.GameId;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.NakamaSessions;
import io.github.gameauth.mint.PlayerClaims;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a session's tokens, and nothing that a client said stands in them. */
final class SessionTokens {
  private static final Logger log = LoggerFactory.getLogger(SessionTokens.class);
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final TokenMinter minter;
  private final Function<GameId, String> audience;
  private final ClaimsCustomizer customizer;
  private final Optional<Duration> degradedLifetime;
  private final Optional<NakamaSessions> nakama;

  SessionTokens(
      TokenMinter minter,
      Function<GameId, String> audience,
      ClaimsCustomizer customizer,
      Optional<Duration> degradedLifetime,
      Optional<NakamaSessions> nakama) {
    this.minter = minter;
    this.audience = audience;
    this.customizer = customizer;
    this.degradedLifetime = degradedLifetime;
    this.nakama = nakama;
  }

  /** What the access token shall say. The customizer is asked here. */
  TokenSpec spec(Grant grant) {
    String to =
        HostCode.call(
            "audience function",
            SessionUndecided.HOST_CODE,
            () -> audience.apply(grant.persona().game()));
    ExtraClaims extra =
        HostCode.call(
            "claims customizer",
            SessionUndecided.HOST_CODE,
            () -> customizer.claimsFor(request(grant)));
    return configured(() -> extra.addedTo(plain(grant, to)));
  }

  private TokenSpec plain(Grant grant, String audience) {
    FamilyContext context = grant.context();
    TokenSpec spec =
        TokenSpec.forSubject(grant.persona().id().value())
            .audience(audience)
            .clientId(context.clientId())
            .sessionId(SessionIds.of(grant.family()))
            .authenticatedAt(grant.authTime())
            .assurance(context.assurance().uri(minter.issuer()))
            .player(playerClaims(grant));
    if (!grant.scope().isEmpty()) {
      spec = spec.scope(Scopes.text(grant.scope()));
    }
    if (!context.entitlements().isEmpty()) {
      spec = spec.entitlements(context.entitlements());
    }
    return grant.degraded() ? spec.livingFor(degradedLifetime()) : spec;
  }

  private Duration degradedLifetime() {
    Duration longest = minter.longestLifetime();
    return degradedLifetime.filter(wanted -> wanted.compareTo(longest) < 0).orElse(longest);
  }

  private static PlayerClaims playerClaims(Grant grant) {
    FamilyContext context = grant.context();
    PlayerClaims claims =
        PlayerClaims.of(
            grant.persona().game().value(),
            context.platform().name(),
            kind(grant.account().kind()),
            context.verifiedAt(),
            grant.account().sessionEpoch());
    // An edge may know user-assigned codes, which claims have no place for.
    Optional<String> region = context.region().filter(COUNTRIES::contains);
    if (region.isPresent()) {
      claims = claims.inRegion(region.get());
    }
    return grant.degraded() ? claims.asDegraded() : claims;
  }

  private static PlayerClaims.Kind kind(AccountKind kind) {
    return switch (kind) {
      case GUEST -> PlayerClaims.Kind.GUEST;
      case SHADOW -> PlayerClaims.Kind.SHADOW;
      case FULL -> PlayerClaims.Kind.FULL;
    };
  }

  private static ClaimsCustomizer.Request request(Grant grant) {
    FamilyContext context = grant.context();
    return new ClaimsCustomizer.Request(
        grant.account(),
        grant.persona(),
        context.platform(),
        context.assurance(),
        context.clientId(),
        grant.scope(),
        grant.degraded());
  }

  MintedToken mint(TokenSpec spec) {
    return configured(() -> minter.mint(spec));
  }

  /** Tokens for a Nakama server; none for a degraded session, of which they could not tell. */
  Optional<NakamaSessions.Tokens> nakama(Grant grant) {
    if (nakama.isEmpty() || grant.degraded()) {
      return Optional.empty();
    }
    String persona = grant.persona().id().value();
    return Optional.of(
        configured(
            () ->
                nakama
                    .get()
                    .mint(
                        userId(persona),
                        persona,
                        Map.of("plat", grant.context().platform().name()))));
  }

  private static UUID userId(String persona) {
    UUID id;
    try {
      id = UUID.fromString(persona);
    } catch (IllegalArgumentException e) {
      id = new UUID(0, 0);
    }
    if (!id.toString().equals(persona)) {
      throw new IllegalArgumentException(
          "persona: no UUID (expected: PersonaForm.UUID for Nakama)");
    }
    return id;
  }

  /** What cannot be made of our settings is our fault, and no verdict on the player. */
  private static <T> T configured(Supplier<T> tokens) {
    try {
      return tokens.get();
    } catch (IllegalArgumentException e) {
      log.error("No token can be minted: {}", e.getMessage()); // which never shows a value
      throw StoppedException.undecided(SessionUndecided.MISCONFIGURED, Duration.ofMinutes(1));
    }
  }
}
