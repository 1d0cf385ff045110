// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server's side of every vector. */
final class SrpServerVectorsTest {
  private static final JsonNode FILE = read();

  private static JsonNode read() {
    try (InputStream file =
        SrpServerVectorsTest.class.getResourceAsStream("/vectors/cognito-srp/srp-vectors.json")) {
      return Json.objectOf(file.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(JsonNode vector, String pointer) {
    return vector.requiredAt(pointer).textValue();
  }

  private static BigInteger number(JsonNode vector, String pointer) {
    return new BigInteger(text(vector, pointer), 16);
  }

  private static Verifier verifier(JsonNode vector) {
    BigInteger salt = number(vector, "/challenge/SALT");
    return text(vector, "/kind").equals("user")
        ? Verifier.of(
            text(vector, "/input/pool_name"),
            text(vector, "/challenge/USER_ID_FOR_SRP"),
            text(vector, "/input/password"),
            salt)
        : Verifier.of(
            text(vector, "/input/device_group_key"),
            text(vector, "/input/device_key"),
            text(vector, "/input/device_password"),
            salt);
  }

  @Test
  void computesTheGroupFromItsFormula() {
    assertEquals(number(FILE, "/group/n_hex"), SrpNumbers.N);
    assertEquals(number(FILE, "/group/k_hex"), SrpNumbers.K);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithEveryVector() {
    return StreamSupport.stream(FILE.required("vectors").spliterator(), false)
        .map(vector -> DynamicTest.dynamicTest(text(vector, "/id"), () -> agrees(vector)));
  }

  private static void agrees(JsonNode vector) {
    Verifier verifier = verifier(vector);
    SrpServer server =
        new SrpServer(
            verifier, text(vector, "/initiate/SRP_A"), number(vector, "/server/small_b_hex"));
    byte[] block = Base64.getDecoder().decode(text(vector, "/challenge/SECRET_BLOCK"));
    String time = text(vector, "/response/TIMESTAMP");
    String claim = text(vector, "/response/PASSWORD_CLAIM_SIGNATURE");

    assertEquals(number(vector, "/server/verifier_hex"), verifier.value());
    assertEquals(number(vector, "/challenge/SRP_B"), new BigInteger(server.srpB(), 16));
    assertTrue(server.proves(claim, block, time));
    assertFalse(server.proves(claim, block, time + " "));
    Instant then = Instant.ofEpochSecond(vector.requiredAt("/input/epoch_seconds").longValue());
    assertEquals(time, ProofTime.canonical(time, then));
  }

  @Test
  void refusesNumbersThatWouldMakeTheKeyKnown() {
    Verifier verifier = verifier(FILE.required("vectors").get(0));

    for (String srpA : new String[] {"0", "00", SrpNumbers.N.toString(16), "-1", "+1", "", "xyz"}) {
      assertThrows(ServiceError.class, () -> new SrpServer(verifier, srpA, BigInteger.TEN), srpA);
    }
  }

  @Test
  void readsTimesAsTheServiceDoes() {
    Instant then = Instant.parse("2025-05-07T00:09:40Z");

    assertEquals(
        "Wed May 7 00:09:40 UTC 2025", ProofTime.canonical("Wed May 07 00:09:40 UTC 2025", then));
    assertEquals(
        "Wed May 7 00:09:40 UTC 2025", ProofTime.canonical("Fri May 7 00:09:40 UTC 2025", then));
    ServiceError malformed =
        assertThrows(ServiceError.class, () -> ProofTime.canonical("2025-05-07T00:09:40Z", then));
    assertEquals("InvalidParameterException", malformed.type());
    ServiceError late =
        assertThrows(
            ServiceError.class,
            () -> ProofTime.canonical("Wed May 7 00:09:40 UTC 2025", then.plusSeconds(301)));
    assertEquals("NotAuthorizedException", late.type());
    ProofTime.canonical("Wed May 7 00:09:40 UTC 2025", then.plusSeconds(300));
  }
}
