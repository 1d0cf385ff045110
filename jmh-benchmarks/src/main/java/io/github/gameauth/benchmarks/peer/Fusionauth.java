// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.fusionauth.jwt.JWTDecoder;
import io.fusionauth.jwt.JWTEncoder;
import io.fusionauth.jwt.Signer;
import io.fusionauth.jwt.Verifier;
import io.fusionauth.jwt.domain.JWT;
import io.fusionauth.jwt.rsa.RSASigner;
import io.fusionauth.jwt.rsa.RSAVerifier;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** fusionauth-jwt, which checks signature and time and leaves the other claims to its caller. */
final class Fusionauth {
  private Fusionauth() {}

  static VerifySubject verifier(Trust trust) {
    Map<String, Verifier> keys =
        Map.of(SampleIssuer.KEY_ID, RSAVerifier.newVerifier(trust.issuer().publicKey()));
    JWTDecoder decoder = new JWTDecoder();
    return token -> {
      JWT jwt = decoder.decode(token.text(), keys);
      if (!SampleIssuer.NAME.equals(jwt.issuer) || !isForUs(jwt.audience)) {
        throw new IllegalArgumentException("iss or aud");
      }
      return Subjects.require(jwt.subject);
    };
  }

  private static boolean isForUs(Object audience) {
    return SampleIssuer.AUDIENCE.equals(audience)
        || (audience instanceof List<?> several && several.contains(SampleIssuer.AUDIENCE));
  }

  static MintSubject minter(Trust trust) {
    Signer signer = RSASigner.newSHA256Signer(trust.issuer().privateKey(), SampleIssuer.KEY_ID);
    JWTEncoder encoder = new JWTEncoder();
    return subject -> {
      ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
      return encoder.encode(
          new JWT()
              .setIssuer(SampleIssuer.NAME)
              .setSubject(subject)
              .setAudience(SampleIssuer.AUDIENCE)
              .setExpiration(now.plus(MintedClaims.LIFETIME))
              .setIssuedAt(now)
              .setUniqueId(MintedClaims.tokenId()),
          signer);
    };
  }
}
