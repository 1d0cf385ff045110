// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.jwt.JwkSetConverter;
import com.google.crypto.tink.jwt.JwtConfig2026;
import com.google.crypto.tink.jwt.JwtPublicKeySign;
import com.google.crypto.tink.jwt.JwtPublicKeyVerify;
import com.google.crypto.tink.jwt.JwtRsaSsaPkcs1Parameters;
import com.google.crypto.tink.jwt.JwtRsaSsaPkcs1Parameters.KidStrategy;
import com.google.crypto.tink.jwt.JwtRsaSsaPkcs1PrivateKey;
import com.google.crypto.tink.jwt.JwtRsaSsaPkcs1PublicKey;
import com.google.crypto.tink.jwt.JwtSignatureConfig;
import com.google.crypto.tink.jwt.JwtValidator;
import com.google.crypto.tink.jwt.RawJwt;
import com.google.crypto.tink.util.SecretBigInteger;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;

/** tink-java. */
final class Tink {
  private Tink() {}

  static VerifySubject verifier(Trust trust) {
    JwtValidator validator =
        JwtValidator.newBuilder()
            .expectIssuer(SampleIssuer.NAME)
            .expectAudience(SampleIssuer.AUDIENCE)
            .ignoreTypeHeader()
            .build();
    try {
      JwtSignatureConfig.register();
      JwtPublicKeyVerify verifier =
          JwkSetConverter.toPublicKeysetHandle("{\"keys\":[" + trust.issuer().jwk() + "]}")
              .getPrimitive(JwtConfig2026.get(), JwtPublicKeyVerify.class);
      return token -> verifier.verifyAndDecode(token.text(), validator).getSubject();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static MintSubject minter(Trust trust) {
    try {
      JwtSignatureConfig.register();
      JwtPublicKeySign signer =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(privateKey(trust)).withRandomId().makePrimary())
              .build()
              .getPrimitive(JwtConfig2026.get(), JwtPublicKeySign.class);
      return subject -> {
        Instant now = Instant.now();
        return signer.signAndEncode(
            RawJwt.newBuilder()
                .setTypeHeader("JWT")
                .setIssuer(SampleIssuer.NAME)
                .setSubject(subject)
                .setAudience(SampleIssuer.AUDIENCE)
                .setExpiration(now.plus(MintedClaims.LIFETIME))
                .setIssuedAt(now)
                .setJwtId(MintedClaims.tokenId())
                .build());
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtRsaSsaPkcs1PrivateKey privateKey(Trust trust) throws GeneralSecurityException {
    RSAPrivateCrtKey key = trust.issuer().privateKey();
    JwtRsaSsaPkcs1Parameters parameters =
        JwtRsaSsaPkcs1Parameters.builder()
            .setModulusSizeBits(key.getModulus().bitLength())
            .setPublicExponent(key.getPublicExponent())
            .setAlgorithm(JwtRsaSsaPkcs1Parameters.Algorithm.RS256)
            .setKidStrategy(KidStrategy.CUSTOM)
            .build();
    return JwtRsaSsaPkcs1PrivateKey.builder()
        .setPublicKey(
            JwtRsaSsaPkcs1PublicKey.builder()
                .setParameters(parameters)
                .setModulus(key.getModulus())
                .setCustomKid(SampleIssuer.KEY_ID)
                .build())
        .setPrimes(secret(key.getPrimeP()), secret(key.getPrimeQ()))
        .setPrivateExponent(secret(key.getPrivateExponent()))
        .setPrimeExponents(secret(key.getPrimeExponentP()), secret(key.getPrimeExponentQ()))
        .setCrtCoefficient(secret(key.getCrtCoefficient()))
        .build();
  }

  private static SecretBigInteger secret(BigInteger value) {
    return SecretBigInteger.fromBigInteger(value, InsecureSecretKeyAccess.get());
  }
}
