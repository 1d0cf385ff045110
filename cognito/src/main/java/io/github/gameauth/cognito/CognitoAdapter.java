// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.platform.PlatformVerdict.Rejected;
import io.github.gameauth.platform.PlatformVerdict.Undecided;
import io.github.gameauth.platform.ReplayGuard;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifiedPlayer;
import io.github.gameauth.verify.VerifierBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Cognito as one more way into a {@code SessionExchange}: a token of one of our user pools
 * proves who the player is. The identity is the verified {@code sub} in the pool's environment, the
 * same whichever name the token gives the pool; nothing else of the token is taken over.
 *
 * <pre>{@code
 * CognitoAdapter adapter =
 *     CognitoAdapter.of(
 *             CognitoIssuer.of(UserPoolId.of("eu-west-1_AbCdEf123"))
 *                 .idTokens()
 *                 .client("1h57kf5cpq17m0eml12EXAMPLE")
 *                 .build())
 *         .replays(onceStore)          // or toleratingReplays()
 *         .build();
 * }</pre>
 *
 * <p>Safe to share. It blocks while keys are fetched, for 2 seconds at most. Closing it ends the
 * refreshing of keys.
 */
public final class CognitoAdapter implements PlatformAdapter<CognitoCredential>, AutoCloseable {
  /** Players of a user pool. */
  public static final Platform COGNITO = new Platform("cognito");

  /** Claims that say for whom a token was made. */
  private static final Set<String> MADE_FOR = Set.of("aud", "client_id");

  /** Claims by which the pool says what a player may do. */
  private static final Set<String> RIGHTS = Set.of(GroupPolicy.GROUPS, "scope");

  /** Longer than any leeway, so that what is forgotten was refused for its age before. */
  private static final Duration MARGIN = Duration.ofMinutes(6);

  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

  private final TokenVerifier verifier;
  private final Map<String, UserPoolId> pools;
  private final Optional<ReplayGuard> replays;

  private CognitoAdapter(Builder builder, Optional<ReplayGuard> replays) {
    Map<String, UserPoolId> named = new HashMap<>();
    for (CognitoIssuer pool : builder.pools) {
      pool.names().forEach(name -> named.put(name, pool.pool()));
      builder.verifier.trust(pool.trustedIssuers());
    }
    this.pools = Map.copyOf(named);
    this.replays = replays;
    this.verifier = builder.verifier.build();
    if (!verifier.issuers().equals(pools.keySet())) {
      verifier.close();
      throw new IllegalArgumentException(
          "verifier: trusts others, too (expected: a builder without issuers)");
    }
  }

  /**
   * Begins with the pools whose players are let in.
   *
   * @throws IllegalArgumentException if there is none, or one takes tokens of machines
   */
  public static Builder of(CognitoIssuer... pools) {
    return new Builder(pools);
  }

  @Override
  public Platform platform() {
    return COGNITO;
  }

  @Override
  public Class<CognitoCredential> credentialType() {
    return CognitoCredential.class;
  }

  /**
   * Undecided while a pool's keys, or the store of replays, cannot be had. Made for another client
   * or resource, it is WRONG_APP; revoked, or of a player without the group or scope, DENIED.
   */
  @Override
  public PlatformVerdict verify(CognitoCredential credential) {
    Verification verification = verifier.verify(credential.token().reveal());
    if (verification instanceof Verification.Accepted accepted) {
      return verdictOn(credential, accepted.player());
    }
    if (verification instanceof Verification.Rejected rejected) {
      return new Rejected(reasonOf(rejected.rejection()));
    }
    return new Undecided(Cause.OUTAGE, ((Verification.Undecided) verification).retryAfter());
  }

  private PlatformVerdict verdictOn(CognitoCredential credential, VerifiedPlayer player) {
    @Nullable UserPoolId pool = pools.get(player.issuer());
    if (pool == null) {
      return new Rejected(Reason.INVALID);
    }
    try {
      if (!isFirstUse(credential, player)) {
        return new Rejected(Reason.REPLAYED);
      }
    } catch (StoreException e) {
      return new Undecided(Cause.OUTAGE, AFTER_OUTAGE);
    }
    return new Accepted(
        PlatformIdentity.of(COGNITO, pool.id(), player.subject(), IdScope.PUBLISHER));
  }

  /** Asked last, so that strangers cannot fill the store. */
  private boolean isFirstUse(CognitoCredential credential, VerifiedPlayer player) {
    if (replays.isEmpty()) {
      return true;
    }
    Instant until = player.expiresAt().orElse(Instant.EPOCH).plus(MARGIN);
    return replays
        .get()
        .firstUse(new TrustedToken(COGNITO, credential.token()).signedPart(), until);
  }

  private static Reason reasonOf(Rejection rejection) {
    return switch (rejection.reason()) {
      case EXPIRED -> Reason.EXPIRED;
      case REPLAYED -> Reason.REPLAYED;
      case REVOKED -> Reason.DENIED;
      case CLAIM ->
          MADE_FOR.contains(rejection.claim())
              ? Reason.WRONG_APP
              : RIGHTS.contains(rejection.claim()) ? Reason.DENIED : Reason.INVALID;
      default -> Reason.INVALID;
    };
  }

  /**
   * Fetches the pools' keys, so that the first player need not wait. What it returns completes
   * exceptionally where keys cannot be had; players may come all the same.
   */
  public CompletionStage<Void> warmUp() {
    return verifier.warmUp();
  }

  /** Ends the refreshing of keys; afterwards everything is undecided. */
  @Override
  public void close() {
    verifier.close();
  }

  /** Says how tokens are taken. Not safe to share between threads. */
  public static final class Builder {
    private final List<CognitoIssuer> pools;
    private VerifierBuilder verifier = TokenVerifier.builder();
    private InstantSource clock = InstantSource.system();
    private @Nullable OnceStore once;
    private boolean replaysTolerated;

    private Builder(CognitoIssuer... pools) {
      this.pools = new ArrayList<>(List.of(pools));
      if (pools.length == 0) {
        throw new IllegalArgumentException("pools: none (expected: at least 1)");
      }
      for (CognitoIssuer pool : pools) {
        if (pool.takesMachines()) {
          throw new IllegalArgumentException(
              "pool: " + pool.pool() + " takes machines (expected: tokens of players alone)");
        }
      }
    }

    /**
     * Lets a token open one session and no second one, on all servers that share the store. The
     * client refreshes its tokens to come again.
     */
    public Builder replays(OnceStore store) {
      once = store;
      return this;
    }

    /**
     * Lets a token open sessions until it expires, for up to a day. Whoever overhears it can, too.
     */
    public Builder toleratingReplays() {
      replaysTolerated = true;
      return this;
    }

    /**
     * How tokens are verified: connections, time, revocations. It is told the pools, and must trust
     * nobody yet. Defaults to {@link TokenVerifier#builder()}.
     */
    public Builder verifier(VerifierBuilder settings) {
      verifier = settings;
      return this;
    }

    /** The time of day for {@link #replays}. Defaults to the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /**
     * The adapter.
     *
     * @throws IllegalArgumentException if two pools are the same, or the verifier's settings trust
     *     others
     * @throws IllegalStateException if nothing was said about replays, or both
     */
    public CognitoAdapter build() {
      if ((once != null) == replaysTolerated) {
        throw new IllegalStateException(
            "replays: "
                + (once == null ? "not said" : "both said")
                + " (expected: replays(…), or toleratingReplays())");
      }
      return new CognitoAdapter(
          this,
          Optional.ofNullable(once).map(store -> new ReplayGuard(store, COGNITO.name(), clock)));
    }
  }
}
