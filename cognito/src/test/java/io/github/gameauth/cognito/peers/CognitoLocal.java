// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The emulator {@code cognito-local}, a foreign maker of user pool tokens. It knows no SRP, no
 * devices and no identity pools, and is laxer than the real service: what it accepts proves little,
 * what it mints proves something.
 *
 * <p>Runs only with {@code -Dgameauth.cognito-local=true}; tests are skipped by name otherwise.
 *
 * @param issuer the {@code iss} of its tokens
 * @param code the code that it would send, always the same
 */
record CognitoLocal(
    Process process,
    URI endpoint,
    String poolId,
    String clientId,
    String shortLivedClientId,
    String issuer,
    URI jwksUri,
    String code)
    implements AutoCloseable {
  /** What it puts into tokens as their issuer. */
  enum Issuer {
    /** Its own address. */
    LOCAL,
    /** The one that AWS would mint for its pool. */
    AWS
  }

  /** Starts it on a free port of loopback, or skips the test. */
  static CognitoLocal started(Issuer issuer) throws IOException, InterruptedException {
    assumeTrue(
        Boolean.getBoolean("gameauth.cognito-local"),
        "skipped: the emulator is not asked for (-Dgameauth.cognito-local=true)");
    String kind = issuer == Issuer.AWS ? "aws" : "local";
    Process process =
        NodeProject.installed("emulator").start("start.mjs", Map.of("EMULATOR_ISSUER", kind));
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the emulator ended with " + process.waitFor());
    }
    JsonNode facts = new ObjectMapper().readTree(line);
    return new CognitoLocal(
        process,
        URI.create(facts.required("endpoint").textValue()),
        facts.required("poolId").textValue(),
        facts.required("clientId").textValue(),
        facts.required("shortLivedClientId").textValue(),
        facts.required("issuer").textValue(),
        URI.create(facts.required("jwksUri").textValue()),
        facts.required("code").textValue());
  }

  /** Ends it. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // the script ends with its input
  }
}
