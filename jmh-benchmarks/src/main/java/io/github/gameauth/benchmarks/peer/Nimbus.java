// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/** nimbus-jose-jwt. */
final class Nimbus {
  private Nimbus() {}

  static VerifySubject verifier(Trust trust) {
    RSAKey key = new RSAKey.Builder(trust.issuer().publicKey()).keyID(SampleIssuer.KEY_ID).build();
    DefaultJWTProcessor<?> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, new ImmutableJWKSet<>(new JWKSet(key))));
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
