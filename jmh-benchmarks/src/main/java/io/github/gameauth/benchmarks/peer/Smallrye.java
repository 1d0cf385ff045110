// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import java.util.Set;

/** smallrye-jwt, which wraps jose4j. */
final class Smallrye {
  private Smallrye() {}

  static VerifySubject verifier(Trust trust) {
    JWTAuthContextInfo info = new JWTAuthContextInfo(trust.issuer().publicKey(), SampleIssuer.NAME);
    info.setExpectedAudience(Set.of(SampleIssuer.AUDIENCE));
    JWTParser parser = new DefaultJWTParser(info);
    return token -> Subjects.require(parser.parse(token.text()).getSubject());
  }
}
