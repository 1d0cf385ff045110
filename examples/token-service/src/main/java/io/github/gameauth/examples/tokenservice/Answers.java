// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** How answers are written: JSON, problem details (RFC 9457), and OAuth errors (RFC 6749 §5.2). */
final class Answers {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OAUTH = "/oauth/";
  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(451, "Unavailable For Legal Reasons"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"));

  private Answers() {}

  /** A body and what it is. */
  record Body(String contentType, String text) {}

  static String json(Map<String, ?> members) {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts, numbers and lists can be written", e);
    }
  }

  /** A refusal in the form that callers of {@code path} understand. */
  static Body refused(Refusal refusal, String path) {
    return path.startsWith(OAUTH) && refusal.status() != 404
        ? new Body(JSON, oauthError(refusal))
        : new Body(PROBLEM, problem(refusal));
  }

  private static String oauthError(Refusal refusal) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("error", refusal.oauthError());
    members.put("error_description", refusal.detail());
    members.put("reason", refusal.code());
    members.putAll(refusal.members());
    return json(members);
  }

  private static String problem(Refusal refusal) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "/problems/" + refusal.code());
    members.put("title", TITLES.getOrDefault(refusal.status(), "Refused"));
    members.put("status", refusal.status());
    members.put("detail", refusal.detail());
    members.put("code", refusal.code());
    members.putAll(refusal.members());
    return json(members);
  }
}
