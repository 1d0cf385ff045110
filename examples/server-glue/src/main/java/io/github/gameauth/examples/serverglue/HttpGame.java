// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that speaks HTTP. */
record HttpGame(String name, int port, Runnable stop) implements GameServer {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pattern ERROR = Pattern.compile("error=\"(.*?)\"");

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public Answer ask(String... headers) throws IOException, InterruptedException {
    return askFor("/", headers);
  }

  Answer askFor(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
    String status = Integer.toString(response.statusCode());
    return switch (response.statusCode()) {
      case 200 -> new Answer(Verdict.WELCOME, status, response.body());
      case 400, 401, 403 -> new Answer(Verdict.REFUSED, status, challenge(response));
      case 503 ->
          new Answer(Verdict.LATER, status, "again in " + header(response, "Retry-After") + " s");
      default -> new Answer(Verdict.BROKEN, status, response.body());
    };
  }

  private static String challenge(HttpResponse<?> response) {
    String challenge = header(response, "WWW-Authenticate");
    Matcher error = ERROR.matcher(challenge);
    return challenge.startsWith("Bearer") ? error.find() ? error.group(1) : "Bearer" : "";
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    stop.run();
  }
}
