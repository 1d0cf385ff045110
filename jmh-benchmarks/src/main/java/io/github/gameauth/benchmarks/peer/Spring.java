// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.time.Instant;
import java.util.List;
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
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(trust.issuer().publicKey()).build();
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
