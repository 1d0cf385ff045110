// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.mint.JwksAnswer;
import io.github.gameauth.mint.JwksDocument;
import io.github.gameauth.session.RevocationDocument;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What everybody may read: keys, revocations, the description of this service, its health. */
final class Documents {
  private final JwksDocument keys;
  private final RevocationDocument revocations;
  private final BooleanSupplier stopping;
  private final String description = resource("openapi.json");

  Documents(JwksDocument keys, RevocationDocument revocations, BooleanSupplier stopping) {
    this.keys = keys;
    this.revocations = revocations;
    this.stopping = stopping;
  }

  static String resource(String name) {
    try (InputStream in = Documents.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": missing (expected: a resource of this service)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@code GET /healthz}: whether to send players here. It asks nobody: a store that is down is
   * down for all servers, and taking them all out helps no one.
   */
  void health(Context context) {
    if (stopping.getAsBoolean()) {
      throw Web.ofStatus(503);
    }
    context.contentType(Answers.JSON).result(Answers.json(Map.of("status", "up")));
  }

  /** {@code GET /.well-known/jwks.json}. */
  void keys(Context context) {
    JwksAnswer answer = keys.answerTo(Optional.ofNullable(context.header("If-None-Match")));
    answer.headers().forEach(context::header);
    context.status(answer.status()).result(answer.body());
  }

  /** {@code GET /.well-known/revocations}. */
  void revocations(Context context) {
    RevocationDocument.Answer answer =
        revocations.answerTo(
            Optional.ofNullable(context.queryString()).orElse(""),
            Optional.ofNullable(context.header("If-None-Match")));
    if (answer.status() >= 400) {
      throw Web.ofStatus(answer.status());
    }
    answer.headers().forEach(context::header);
    context.status(answer.status()).result(answer.body());
  }

  /** {@code GET /openapi.json}. */
  void description(Context context) {
    context.header("Cache-Control", "public, max-age=300");
    context.contentType(Answers.JSON).result(description);
  }
}
