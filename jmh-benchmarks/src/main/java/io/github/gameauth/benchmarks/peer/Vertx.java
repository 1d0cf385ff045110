// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.peer;

import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Base64;

/** vertx-auth-jwt. It answers with a future, which is complete at once where no key is fetched. */
final class Vertx implements VerifySubject, MintSubject {
  private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
  private final JWTAuth auth;

  private Vertx(JWTAuthOptions options) {
    this.auth = JWTAuth.create(vertx, options);
  }

  static Vertx verifier(Trust trust) {
    return new Vertx(
        new JWTAuthOptions()
            .addJwk(new JsonObject(trust.issuer().jwk()))
            .setJWTOptions(
                new JWTOptions().setIssuer(SampleIssuer.NAME).addAudience(SampleIssuer.AUDIENCE)));
  }

  static Vertx minter(Trust trust) {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(trust.issuer().privateKey().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return new Vertx(
        new JWTAuthOptions()
            .addPubSecKey(
                new PubSecKeyOptions()
                    .setAlgorithm("RS256")
                    .setId(SampleIssuer.KEY_ID)
                    .setBuffer(pem)));
  }

  @Override
  public String verify(Sample token) throws Exception {
    Future<User> answer = auth.authenticate(new TokenCredentials(token.text()));
    if (!answer.succeeded()) {
      throw new IllegalArgumentException(answer.cause());
    }
    return Subjects.require(answer.result().subject());
  }

  @Override
  public String mint(String subject) {
    return auth.generateToken(
        new JsonObject().put("jti", MintedClaims.tokenId()),
        new JWTOptions()
            .setAlgorithm("RS256")
            .setIssuer(SampleIssuer.NAME)
            .setSubject(subject)
            .addAudience(SampleIssuer.AUDIENCE)
            .setExpiresInSeconds((int) MintedClaims.LIFETIME.toSeconds()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
