// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.adapters.PlatformCatalog;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.event.AuthListener;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.ReplayGuard;
import io.github.gameauth.platform.TrustedToken;
import io.github.gameauth.platform.TrustedTokenAdapter;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.session.TokenTypes;
import io.github.gameauth.storage.Stores;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What players may bring: guests' secrets, tokens of the configured issuers, and the credentials of
 * game platforms. A client names the kind by its {@code subject_token_type}, which chooses who
 * looks at it and proves nothing.
 */
final class Credentials implements AutoCloseable {
  /** Beyond the longest that a verifier takes a token for good. */
  private static final Duration LONGEST_USE = Duration.ofHours(25);

  private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
  private final List<TokenVerifier> verifiers = new ArrayList<>();
  private final String guestType;
  private final RateLimit attempts;

  /** One kind: who proves it, and how its text is read. */
  private record Kind<C>(PlatformAdapter<C> adapter, Function<Secret, C> reader) {
    PlatformVerdict prove(Secret text) {
      return adapter.verify(reader.apply(text));
    }
  }

  /**
   * What players may bring.
   *
   * @param http asks game platforms; stays the caller's to close
   */
  Credentials(
      Config config, Stores stores, JsonHttp http, InstantSource clock, AuthListener listener) {
    this.guestType = TokenTypes.of(config.issuer(), Platform.GUEST);
    this.attempts =
        RateLimit.of(config.limits().attemptsPerGuest(), Duration.ofMinutes(1), System::nanoTime);
    if (config.guests()) {
      kinds.put(guestType, new Kind<>(new GuestAdapter(stores.guests(), clock), this::guest));
    }
    for (PlatformConfig platform : config.platforms()) {
      TokenVerifier verifier =
          TokenVerifier.builder().trust(platform.issuer()).clock(clock).listener(listener).build();
      verifiers.add(verifier);
      PlatformAdapter<TrustedToken> adapter =
          new TrustedTokenAdapter(
              platform.platform(), verifier, platform.environment(), IdScope.PUBLISHER);
      if (platform.once()) {
        adapter =
            new ReplayGuard(stores.once(), "token", clock)
                .around(adapter, TrustedToken::signedPart, LONGEST_USE);
      }
      kinds.put(
          platform.tokenType(),
          new Kind<>(adapter, text -> new TrustedToken(platform.platform(), text)));
    }
    AdapterContext context = AdapterContext.of(http, stores.once()).clock(clock).listener(listener);
    for (AdapterConfig configured : config.adapters()) {
      configured.open(context, config.issuer()).forEach(this::add);
    }
  }

  private void add(String type, PlatformAdapter<?> adapter) {
    if (kinds.put(type, kindOf(adapter)) != null) {
      throw new IllegalArgumentException(
          adapter.platform() + ": configured twice (expected: once)");
    }
  }

  private static <C> Kind<C> kindOf(PlatformAdapter<C> adapter) {
    return new Kind<>(
        adapter,
        text ->
            PlatformCatalog.credential(adapter, text.reveal())
                .orElseThrow(() -> Refusal.malformed("subject_token is no such JSON object")));
  }

  /** Whose tokens are taken, and whose keys are fetched for that. */
  List<TokenVerifier> verifiers() {
    return List.copyOf(verifiers);
  }

  /** Who proves them. */
  Collection<PlatformAdapter<?>> adapters() {
    List<PlatformAdapter<?>> adapters = new ArrayList<>();
    kinds.values().forEach(kind -> adapters.add(kind.adapter()));
    return adapters;
  }

  /** A guest's credential as one text, as its device brings it back. */
  static String text(GuestCredential credential) {
    return credential.id() + '.' + credential.secret().reveal();
  }

  String guestType() {
    return guestType;
  }

  private GuestCredential guest(Secret text) {
    String[] parts = text.reveal().split("\\.", 2);
    if (parts.length == 2 && !parts[1].isEmpty()) {
      attempts.count(parts[0]);
      try {
        return new GuestCredential(parts[0], Secret.of(parts[1]));
      } catch (IllegalArgumentException e) {
        // No id of ours; the message would say where.
      }
    }
    throw Refusal.malformed("no guest's credential");
  }

  /** What a client brought, as an exchange takes it. */
  Object read(String type, Secret token) {
    return kind(type).reader().apply(token);
  }

  private Kind<?> kind(String type) {
    Kind<?> kind = kinds.get(type);
    if (kind == null) {
      throw Refusal.malformed(
          "subject_token_type is none of: " + String.join(", ", kinds.keySet()));
    }
    return kind;
  }

  /** Whom it proves, for a link. */
  PlatformIdentity prove(String type, Secret token) {
    PlatformVerdict verdict = kind(type).prove(token);
    if (verdict instanceof PlatformVerdict.Accepted accepted) {
      return accepted.identity();
    }
    if (verdict instanceof PlatformVerdict.Undecided undecided) {
      throw Refusal.unavailable("platform_unavailable", undecided.retryAfter());
    }
    throw switch (((PlatformVerdict.Rejected) verdict).reason()) {
      case EXPIRED -> Refusal.of(400, "expired_token", "the credential has expired");
      case DENIED -> Refusal.of(403, "platform_rejected", "the platform says no");
      default -> Refusal.of(400, "invalid_token", "the credential proves nothing");
    };
  }

  @Override
  public void close() {
    verifiers.forEach(TokenVerifier::close);
    adapters().forEach(AdapterConfig::close);
  }
}
