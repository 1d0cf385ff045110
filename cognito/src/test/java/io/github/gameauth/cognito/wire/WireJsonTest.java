// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireJsonTest {
  private static JsonNode object(String text) {
    return WireJson.object(text.getBytes(UTF_8)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "1.715052180417E9, 2024-05-07T03:23:00.417Z",
    "1715052180, 2024-05-07T03:23:00Z",
    "1715052180.4179, 2024-05-07T03:23:00.417Z",
    "1.7E9, 2023-11-14T22:13:20Z",
    "0, 1970-01-01T00:00:00Z",
    "253402300799, 9999-12-31T23:59:59Z"
  })
  void readsMomentsAsDecimals(String number, Instant moment) {
    assertEquals(Optional.of(moment), WireJson.instant(object("{\"t\":" + number + "}"), "t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"t\":null}",
        "{\"t\":\"1715052180\"}",
        "{\"t\":true}",
        "{\"t\":-1}",
        "{\"t\":253402300800}",
        "{\"t\":1E999999999}",
        "{\"t\":1E-999999999}"
      })
  void readsNoMomentWhereThereIsNone(String text) {
    assertEquals(Optional.empty(), WireJson.instant(object(text), "t"));
  }

  @Test
  void readsTextsAlone() {
    JsonNode object = object("{\"a\":\"b\",\"n\":1,\"e\":\"\",\"z\":null}");

    assertEquals(Optional.of("b"), WireJson.text(object, "a"));
    assertEquals(Optional.empty(), WireJson.text(object, "n"));
    assertEquals(Optional.empty(), WireJson.text(object, "e"));
    assertEquals(Optional.empty(), WireJson.text(object, "z"));
    assertEquals(Optional.empty(), WireJson.text(object, "x"));
  }

  @Test
  void readsJsonInTexts() {
    assertEquals(2, WireJson.tree("[\"SMS_MFA\",\"EMAIL_OTP\"]").orElseThrow().size());
    assertEquals(Optional.empty(), WireJson.tree(""));
    assertEquals(Optional.empty(), WireJson.tree("[\"SMS_MFA\""));
    assertEquals(Optional.empty(), WireJson.tree("[] []"));
  }
}
