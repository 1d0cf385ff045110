// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.SampleIssuer;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** jose4j. */
final class Jose4j {
  private Jose4j() {}

  static VerifySubject verifier(Trust trust) {
    return subject(checks().setVerificationKey(trust.issuer().publicKey()).build());
  }

  static VerifySubject fetching(KeySetAt keySet) {
    HttpsJwks keys = new HttpsJwks(keySet.url());
    keySet.timeToLive().ifPresent(span -> keys.setDefaultCacheDuration(span.toSeconds()));
    return subject(
        checks().setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys)).build());
  }

  private static JwtConsumerBuilder checks() {
    return new JwtConsumerBuilder()
        .setRequireExpirationTime()
        .setRequireSubject()
        .setExpectedIssuer(SampleIssuer.NAME)
        .setExpectedAudience(SampleIssuer.AUDIENCE)
        .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);
  }

  private static VerifySubject subject(JwtConsumer consumer) {
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
