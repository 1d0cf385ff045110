// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page: four files, read at start. It loads nothing from elsewhere and runs nothing inline. */
final class Page {
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Page() {}

  static List<Route> routes() {
    return List.of(
        file("/", "index.html", "text/html; charset=utf-8"),
        file("/page.js", "page.js", "text/javascript; charset=utf-8"),
        file("/page.css", "page.css", "text/css; charset=utf-8"),
        file("/icon.svg", "icon.svg", "image/svg+xml"));
  }

  private static Route file(String path, String name, String type) {
    Answer answer =
        new Answer(
            200,
            Map.of(
                "Content-Type", type, "Cache-Control", "no-cache", "Content-Security-Policy", CSP),
            resource("/page/" + name));
    return Route.prompt("GET", path, request -> answer);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": missing (expected: a resource of this server)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
