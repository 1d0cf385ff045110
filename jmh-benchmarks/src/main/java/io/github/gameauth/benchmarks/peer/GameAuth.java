// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.TrustedIssuerBuilder;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.VerifierBuilder;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Ourselves, with the defaults and nothing turned off. */
final class GameAuth {
  private GameAuth() {}

  static VerifySubject coldText(Trust trust) {
    return subject(cold(trust).build(), GameAuth::text);
  }

  static VerifySubject coldBytes(Trust trust) {
    return subject(cold(trust).build(), GameAuth::bytes);
  }

  static VerifySubject hitText(Trust trust) {
    return subject(remembering(trust), GameAuth::text);
  }

  static VerifySubject hitBytes(Trust trust) {
    return subject(remembering(trust), GameAuth::bytes);
  }

  private static VerifierBuilder cold(Trust trust) {
    return TokenVerifier.builder().provider(provider(trust)).trust(trusted(trust.issuer()));
  }

  private static TokenVerifier remembering(Trust trust) {
    TokenCacheSettings settings =
        TokenCacheSettings.DEFAULT.longest(TokenCacheSettings.MAX_LONGEST);
    return cold(trust).tokenCache(settings).build();
  }

  static VerifySubject fetching(KeySetAt keySet) {
    TrustedIssuerBuilder issuer =
        TrustedIssuer.named(SampleIssuer.NAME).audience(SampleIssuer.AUDIENCE).jwks(keySet.url());
    keySet.timeToLive().ifPresent(span -> issuer.jwksSettings(JwksSettings.DEFAULT.freshFor(span)));
    return subject(
        TokenVerifier.builder()
            .provider(SignatureProvider.platform())
            .trust(issuer.build())
            .build(),
        GameAuth::text);
  }

  /** The JDK's by name; Corretto as everybody gets it who has it on the class path. */
  private static SignatureProvider provider(Trust trust) {
    if (trust.crypto() == Crypto.JDK) {
      return SignatureProvider.platform();
    }
    SignatureProvider found = SignatureProvider.preferred();
    if (!found.name().startsWith("AmazonCorretto")) {
      throw new IllegalStateException(
          "provider: " + found.name() + " (expected: the Corretto provider, found by itself)");
    }
    return found;
  }

  private static TrustedIssuer trusted(SampleIssuer issuer) {
    VerificationKey key =
        new VerificationKey(
            Optional.of(SampleIssuer.KEY_ID), issuer.publicKey(), Set.of(Algorithm.RS256));
    return TrustedIssuer.named(SampleIssuer.NAME)
        .audience(SampleIssuer.AUDIENCE)
        .keys(FixedKeys.of(key))
        .build();
  }

  private static Verification text(TokenVerifier verifier, Sample token) {
    return verifier.verify(token.text());
  }

  private static Verification bytes(TokenVerifier verifier, Sample token) {
    return verifier.verify(token.bytes());
  }

  private static VerifySubject subject(
      TokenVerifier verifier, BiFunction<TokenVerifier, Sample, Verification> way) {
    return new VerifySubject() {
      @Override
      public String verify(Sample token) {
        return way.apply(verifier, token).orElseThrow().subject();
      }

      @Override
      public void close() {
        verifier.close();
      }
    };
  }

  static MintSubject minter(Trust trust) {
    KeyPair pair = new KeyPair(trust.issuer().publicKey(), trust.issuer().privateKey());
    SigningKeys keys =
        SigningKeys.fixed(
            SampleIssuer.NAME, Algorithm.RS256, pair, Duration.ofHours(1), provider(trust));
    TokenMinter minter = TokenMinter.signing(keys).build();
    return subject ->
        minter
            .mint(
                TokenSpec.forSubject(subject)
                    .audience(SampleIssuer.AUDIENCE)
                    .livingFor(MintedClaims.LIFETIME))
            .token()
            .reveal();
  }
}
