// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Spring Security, which wraps nimbus-jose-jwt. */
final class Spring {
  private Spring() {}

  static VerifySubject verifier(Trust trust) {
    return subject(NimbusJwtDecoder.withPublicKey(trust.issuer().publicKey()).build());
  }

  /** A time to live it takes from the cache that it is handed; without one it keeps 5 minutes. */
  static VerifySubject fetching(KeySetAt keySet) {
    var decoder = NimbusJwtDecoder.withJwkSetUri(keySet.url());
    keySet.timeToLive().ifPresent(span -> decoder.cache(expiringAfter(span)));
    return subject(decoder.build());
  }

  private static Cache expiringAfter(Duration span) {
    return new ConcurrentMapCache(
        "keys", Caffeine.newBuilder().expireAfterWrite(span).build().asMap(), false);
  }

  private static VerifySubject subject(NimbusJwtDecoder decoder) {
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(SampleIssuer.NAME),
            new JwtClaimValidator<List<String>>(
                "aud", audience -> audience.contains(SampleIssuer.AUDIENCE))));
    return token -> Subjects.require(decoder.decode(token.text()).getSubject());
  }

  static MintSubject minter(Trust trust) {
    NimbusJwtEncoder encoder =
        NimbusJwtEncoder.withKeyPair(trust.issuer().publicKey(), trust.issuer().privateKey())
            .jwkPostProcessor(key -> key.keyID(SampleIssuer.KEY_ID))
            .build();
    JwsHeader header =
        JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").keyId(SampleIssuer.KEY_ID).build();
    return subject -> {
      Instant now = Instant.now();
      JwtClaimsSet claims =
          JwtClaimsSet.builder()
              .issuer(SampleIssuer.NAME)
              .subject(subject)
              .audience(List.of(SampleIssuer.AUDIENCE))
              .expiresAt(now.plus(MintedClaims.LIFETIME))
              .issuedAt(now)
              .id(MintedClaims.tokenId())
              .build();
      return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    };
  }
}
