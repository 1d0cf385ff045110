// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.PlayStationAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.CodeTokens;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.IdTokenProofBuilder;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.claim.ClaimPolicy;
import io.github.gameauth.claim.RequiredClaims;
import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.VerifiedPlayer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of PlayStation's environments at work: its keys, and its services. */
final class PlayStationWorld implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PlayStationAdapter.class);

  private static final int LONGEST_CODE = 2048;

  /** Far longer than a code lives. */
  private static final Duration CODE_REMEMBERED = Duration.ofHours(24);

  private final PlayStationEnvironment environment;
  private final String number;
  private final PlayStationClaimNames names;
  private final IdTokenProof proof;
  private final PlatformApi api;
  private final Optional<PlayStationClient> client;
  private final Optional<CodeExchange> exchange;
  private final Replays codes;

  PlayStationWorld(PlayStationEnvironment environment, Settings settings, AdapterContext context) {
    this.environment = environment;
    this.number = Long.toString(environment.issuerId());
    this.names = settings.claims().orElse(PlayStationClaimNames.DEFAULT);
    this.proof = proof(environment, settings, context);
    this.api =
        PlatformApi.of(
            "playstation-" + environment.name(),
            context,
            Stream.of(environment.tokenAddress(), environment.userInfoAddress())
                .map(address -> URI.create(address).getHost())
                .distinct()
                .toArray(String[]::new));
    this.client = settings.code();
    this.exchange =
        client.map(
            ours ->
                new CodeExchange(
                        api, environment.tokenAddress(), ours.authentication(), LONGEST_CODE)
                    .refusals(refusal -> refusal.maybeJson().flatMap(json -> meaning(ours, json))));
    this.codes = Replays.of(context, "playstation-code");
  }

  private static IdTokenProof proof(
      PlayStationEnvironment environment, Settings settings, AdapterContext context) {
    Algorithm[] algorithms =
        settings.algorithms().orElse(List.of(Algorithm.RS256)).toArray(Algorithm[]::new);
    IdTokenProofBuilder proof =
        IdTokenProof.of(PlayStationAdapter.PLAYSTATION, context)
            .issuers(environment.issuer())
            .keySet(environment.keySetAddress())
            .algorithms(algorithms[0], algorithms)
            // The id may stand in one of several claims, where PlayStationPlayer finds it; this
            // one is in every token.
            .subjectFrom("iss")
            .anyAudienceBut(
                issuedToOneOf(Set.copyOf(settings.clientIds())),
                TokenProfile.jwt().and(RequiredClaims.of("exp", "iat")));
    settings.clockSkew().ifPresent(proof::leeway);
    settings.maxAge().ifPresent(most -> proof.require(noOlderThan(most)));
    return proof.build();
  }

  /** Who asked for the token counts; where it does not say, whom it is for. */
  private static ClaimPolicy issuedToOneOf(Set<String> clients) {
    return (claims, now) -> {
      boolean said = false;
      for (String name : List.of("client_id", "azp")) {
        if (claims.says(name)) {
          if (claims.text(name).filter(clients::contains).isEmpty()) {
            return Optional.of(Rejection.ofClaim(name, name + " is none of our clients"));
          }
          said = true;
        }
      }
      return said || claims.audience().stream().anyMatch(clients::contains)
          ? Optional.empty()
          : Optional.of(Rejection.ofClaim("aud", "aud names none of our clients"));
    };
  }

  private static ClaimPolicy noOlderThan(Duration most) {
    return (claims, now) ->
        claims.issuedAt().filter(issued -> !issued.plus(most).isBefore(now)).isPresent()
            ? Optional.empty()
            : Optional.of(Rejection.of(Rejection.Reason.EXPIRED, "iat is too long ago"));
  }

  /** The player of an id token that a client brought. */
  PlatformIdentity byToken(Secret token) throws NotProvedException {
    VerifiedPlayer verified = proof.proved(token);
    PlayStationPlayer player = PlayStationPlayer.of(names, verified.claims());
    String issuerId =
        player.issuerId().orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    PlatformIdentity identity =
        requireOurs(issuerId, player)
            .orElseThrow(() -> NotProvedException.rejected(Reason.INVALID));
    proof.requireFirstUse(token, verified);
    return identity;
  }

  /** The player of a code, whom PlayStation itself names to us. */
  PlatformIdentity byCode(Secret code) throws NotProvedException {
    CodeTokens tokens =
        exchange
            .orElseThrow(NotProvedException::notConfigured)
            .exchange(code, client.orElseThrow().fields());
    PlayStationPlayer player = playerOf(tokens);
    PlatformIdentity identity =
        requireOurs(player.issuerId().orElse(number), player)
            .orElseThrow(NotProvedException::outage);
    codes.requireFirstUse(code, CODE_REMEMBERED);
    return identity;
  }

  private PlayStationPlayer playerOf(CodeTokens tokens) throws NotProvedException {
    Optional<Secret> idToken = tokens.maybeIdToken();
    if (idToken.isPresent()) {
      return PlayStationPlayer.of(names, proof.given(idToken.get(), Optional.empty()).claims());
    }
    ApiRequest question =
        ApiRequest.get(environment.userInfoAddress()).bearer(tokens.accessToken()).repeatable();
    ApiAnswer answer = api.ask(client.orElseThrow().withHeaders(question));
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return PlayStationPlayer.of(names, answer.json());
  }

  /** A token of another environment may well be signed by the same keys. */
  private Optional<PlatformIdentity> requireOurs(String issuerId, PlayStationPlayer player)
      throws NotProvedException {
    if (!issuerId.equals(number)) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    return player.identity(environment.name());
  }

  private Optional<NotProvedException> meaning(PlayStationClient ours, ApiJson refusal) {
    Optional<String> code = refusal.maybeDigits("error_code");
    code.ifPresent(digits -> log.debug("playstation refused a code by its error {}", digits));
    return code.flatMap(ours::meaningOf)
        .map(
            meaning ->
                switch (meaning) {
                  case INVALID -> NotProvedException.rejected(Reason.INVALID);
                  case EXPIRED -> NotProvedException.rejected(Reason.EXPIRED);
                  case REPLAYED -> NotProvedException.rejected(Reason.REPLAYED);
                  case WRONG_APP -> NotProvedException.rejected(Reason.WRONG_APP);
                  case DENIED -> NotProvedException.rejected(Reason.DENIED);
                  case THROTTLED ->
                      NotProvedException.undecided(Cause.THROTTLED, Duration.ofSeconds(1));
                  case OUTAGE -> NotProvedException.outage();
                  case MISCONFIGURED -> api.misconfigured("error " + code.orElseThrow());
                });
  }

  void warmUp() {
    proof.warmUp();
  }

  @Override
  public void close() {
    proof.close();
  }
}
