// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.SampleIssuer;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** jose4j. */
final class Jose4j {
  private Jose4j() {}

  static VerifySubject verifier(Trust trust) {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setRequireExpirationTime()
            .setRequireSubject()
            .setExpectedIssuer(SampleIssuer.NAME)
            .setExpectedAudience(SampleIssuer.AUDIENCE)
            .setVerificationKey(trust.issuer().publicKey())
            .setJwsAlgorithmConstraints(
                ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256)
            .build();
    return token -> consumer.processToClaims(token.text()).getSubject();
  }

  static MintSubject minter(Trust trust) {
    return subject -> {
      JwtClaims claims = new JwtClaims();
      claims.setIssuer(SampleIssuer.NAME);
      claims.setSubject(subject);
      claims.setAudience(SampleIssuer.AUDIENCE);
      claims.setExpirationTimeMinutesInTheFuture(MintedClaims.LIFETIME.toMinutes());
      claims.setIssuedAtToNow();
      claims.setJwtId(MintedClaims.tokenId());
      JsonWebSignature token = new JsonWebSignature();
      token.setPayload(claims.toJson());
      token.setKey(trust.issuer().privateKey());
      token.setKeyIdHeaderValue(SampleIssuer.KEY_ID);
      token.setHeader("typ", "JWT");
      token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
      return token.getCompactSerialization();
    };
  }
}
