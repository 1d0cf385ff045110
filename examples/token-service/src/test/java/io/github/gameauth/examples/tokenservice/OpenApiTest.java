// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenApiTest {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

  @TempDir Path temp;

  private static JsonNode description() throws Exception {
    return new ObjectMapper().readTree(Documents.resource("openapi.json"));
  }

  private static Set<String> described() throws Exception {
    Set<String> described = new TreeSet<>();
    description()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (METHODS.contains(name)) {
                            described.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return described;
  }

  @Test
  void describesEveryRouteAndNoOther() throws Exception {
    try (Running running = Running.in(temp.resolve("data"), "{}")) {
      Set<String> listed = new TreeSet<>();
      running.service.routes().forEach(route -> listed.add(route.toString()));

      assertEquals(described(), listed);
    }
  }

  @Test
  void saysOnWhichPortEachRouteIs() throws Exception {
    try (Running running = Running.in(temp.resolve("data"), "{}")) {
      JsonNode paths = description().path("paths");
      running
          .service
          .routes()
          .forEach(
              route ->
                  assertEquals(
                      route.door() == Route.Door.OPERATOR,
                      paths.path(route.path()).has("servers"),
                      route.toString()));
    }
  }

  @Test
  void isServedAsItIs() throws Exception {
    try (Running running = Running.in(temp.resolve("data"), "{}")) {
      Client.Answer answer = running.players.get("/openapi.json").expecting(200);

      assertEquals("3.1.0", answer.text("openapi"));
      assertEquals(description(), answer.json());
    }
  }

  @Test
  void refersToWhatIsThere() throws Exception {
    JsonNode description = description();
    List<String> references = new ArrayList<>();
    description.findValuesAsText("$ref").forEach(references::add);

    assertFalse(references.isEmpty());
    for (String reference : references) {
      assertFalse(description.at(reference.substring(1)).isMissingNode(), reference);
    }
  }

  @Test
  void namesEachOperationOnceAndSaysWhoMay() throws Exception {
    Set<String> names = new HashSet<>();
    description()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            String id = operation.getValue().path("operationId").asText();
                            assertTrue(names.add(id), path.getKey() + " " + operation.getKey());
                            assertTrue(operation.getValue().has("security"), id);
                            assertTrue(operation.getValue().path("responses").size() > 1, id);
                          }
                        }));
  }
}
