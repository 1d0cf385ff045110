// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;

/** jwks-rsa by Auth0, with the same house's java-jwt to verify with what it finds. */
final class JwksRsa {
  /** How many keys it keeps by default. */
  private static final int KEYS = 5;

  private JwksRsa() {}

  static VerifySubject fetching(KeySetAt keySet) {
    JwkProvider keys = provider(keySet);
    return token -> {
      DecodedJWT decoded = JWT.decode(token.text());
      RSAPublicKey key = (RSAPublicKey) keys.get(decoded.getKeyId()).getPublicKey();
      return JWT.require(Algorithm.RSA256(key, null))
          .withIssuer(SampleIssuer.NAME)
          .withAudience(SampleIssuer.AUDIENCE)
          .withClaimPresence("sub")
          .withClaimPresence("exp")
          .build()
          .verify(decoded)
          .getSubject();
    };
  }

  private static JwkProvider provider(KeySetAt keySet) {
    try {
      JwkProviderBuilder builder = new JwkProviderBuilder(URI.create(keySet.url()).toURL());
      keySet.timeToLive().ifPresent(span -> builder.cached(KEYS, span));
      return builder.build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
