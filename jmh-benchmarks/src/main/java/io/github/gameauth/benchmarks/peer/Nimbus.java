// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** nimbus-jose-jwt. */
final class Nimbus {
  private Nimbus() {}

  static VerifySubject verifier(Trust trust) {
    RSAKey key = new RSAKey.Builder(trust.issuer().publicKey()).keyID(SampleIssuer.KEY_ID).build();
    return subject(new ImmutableJWKSet<>(new JWKSet(key)));
  }

  static VerifySubject fetching(KeySetAt keySet) {
    return subject(source(keySet).build());
  }

  static VerifySubject fetchingThroughOutages(KeySetAt keySet) {
    return subject(source(keySet).outageTolerant(true).build());
  }

  /** A short time to live allows of neither refresh ahead nor its 30 seconds between two asks. */
  private static JWKSourceBuilder<SecurityContext> source(KeySetAt keySet) {
    try {
      JWKSourceBuilder<SecurityContext> source =
          JWKSourceBuilder.create(URI.create(keySet.url()).toURL());
      keySet
          .timeToLive()
          .map(Duration::toMillis)
          .ifPresent(
              millis ->
                  source
                      .cache(millis, JWKSourceBuilder.DEFAULT_CACHE_REFRESH_TIMEOUT)
                      .refreshAheadCache(false)
                      .rateLimited(millis / 2));
      return source;
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static VerifySubject subject(JWKSource<SecurityContext> keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            SampleIssuer.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(SampleIssuer.NAME).build(),
            Set.of("sub", "exp")));
    return token -> processor.process(token.text(), null).getSubject();
  }

  static MintSubject minter(Trust trust) {
    RSASSASigner signer = new RSASSASigner(trust.issuer().privateKey());
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(SampleIssuer.KEY_ID)
            .build();
    return subject -> {
      Instant now = Instant.now();
      SignedJWT token =
          new SignedJWT(
              header,
              new JWTClaimsSet.Builder()
                  .issuer(SampleIssuer.NAME)
                  .subject(subject)
                  .audience(SampleIssuer.AUDIENCE)
                  .expirationTime(Date.from(now.plus(MintedClaims.LIFETIME)))
                  .issueTime(Date.from(now))
                  .jwtID(MintedClaims.tokenId())
                  .build());
      token.sign(signer);
      return token.serialize();
    };
  }
}
