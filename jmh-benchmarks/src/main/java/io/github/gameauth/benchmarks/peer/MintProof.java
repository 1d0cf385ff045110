// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.Crypto;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Proof that somebody mints what all others mint, before anybody counts how fast. */
public final class MintProof {
  private MintProof() {}

  /**
   * Demands it of {@code minter}.
   *
   * @throws IllegalStateException if a claim is missing or wrong, or two tokens have the same id
   */
  public static void require(MintSubject minter, SampleIssuer issuer) {
    try (VerifySubject judge = Verifier.JJWT.trusting(new Trust(issuer, Crypto.JDK))) {
      String token = minter.mint("p-000017");
      if (!"p-000017".equals(judge.verify(Sample.of(token)))) {
        throw new IllegalStateException("sub: another (expected: p-000017)");
      }
      Jws<Claims> first = read(token, issuer);
      Jws<Claims> second = read(minter.mint("p-000017"), issuer);
      requireAll(first);
      if (first.getPayload().getId().equals(second.getPayload().getId())) {
        throw new IllegalStateException("jti: twice the same (expected: a fresh one each time)");
      }
    } catch (IllegalStateException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("mints what another library refuses", e);
    }
  }

  private static Jws<Claims> read(String token, SampleIssuer issuer) {
    return Jwts.parser().verifyWith(issuer.publicKey()).build().parseSignedClaims(token);
  }

  private static void requireAll(Jws<Claims> token) {
    Claims claims = token.getPayload();
    Date issued = claims.getIssuedAt();
    if (issued == null || claims.getId() == null || token.getHeader().getKeyId() == null) {
      throw new IllegalStateException("iat, jti or kid: missing");
    }
    Duration life = Duration.between(Instant.now(), claims.getExpiration().toInstant());
    if (life.compareTo(Duration.ofMinutes(12)) < 0 || life.compareTo(Duration.ofMinutes(17)) > 0) {
      throw new IllegalStateException("exp: in " + life + " (expected: about PT15M)");
    }
  }
}
