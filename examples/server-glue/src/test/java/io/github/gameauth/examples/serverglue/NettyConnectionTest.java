// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.verify.TokenVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelined requests on a real connection, over one event loop. */
final class NettyConnectionTest {
  private Studio studio;
  private HeldKeys keys;
  private TokenVerifier verifier;
  private HttpGame game;

  @BeforeEach
  void open() throws IOException {
    studio = new Studio();
    keys = new HeldKeys(studio.keys());
    verifier = studio.verifier(Studio.issuer().keys(keys));
    game = NettyServer.start(verifier);
  }

  @AfterEach
  void close() {
    game.close();
    verifier.close();
    studio.close();
  }

  @Test
  void answersPipelinedRequestsInTheirOrderThoughKeysCameLate() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", game.port())) {
      socket.setSoTimeout(30_000);
      send(
          socket,
          request(studio.token("p-1"))
              + request("")
              + request(studio.token("p-2"))
              + request(studio.tampered("p-17", "p-18"))
              + request(studio.token("p-3")));
      keys.awaitAsked();
      send(socket, request(studio.token("p-4")));

      keys.arrive();

      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertEquals("200 player p-1", response(in));
      assertEquals("401 ", response(in));
      assertEquals("200 player p-2", response(in));
      assertEquals("401 ", response(in));
      assertEquals("200 player p-3", response(in));
      assertEquals("200 player p-4", response(in));
    }
  }

  @Test
  void servesOtherConnectionsMeanwhile() throws Exception {
    try (Socket waiting = new Socket("127.0.0.1", game.port())) {
      send(waiting, request(studio.token("p-1")));
      keys.awaitAsked();

      assertEquals("401", game.ask().status()); // by the same, only, event loop
      keys.arrive();
    }
  }

  @Test
  void answersManyRequestsThatComeAtOnce() throws Exception {
    keys.arrive();
    try (Socket socket = new Socket("127.0.0.1", game.port())) {
      socket.setSoTimeout(30_000);
      int requests = 2_000;
      StringBuilder all = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        all.append("GET / HTTP/1.1\r\n\r\n");
        expected.add("401 ");
      }
      send(socket, all.toString());

      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        answers.add(response(in));
      }

      assertEquals(expected, answers);
    }
  }

  private static String request(String token) {
    String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return "GET / HTTP/1.1\r\nHost: game\r\n" + authorization + "\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Status and body of the next response. */
  private static String response(BufferedReader in) throws IOException {
    String status = in.readLine();
    int length = -1;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    assertTrue(length >= 0, status);
    char[] body = new char[length];
    for (int read = 0; read < length; ) {
      read += in.read(body, read, length - read);
    }
    return status.split(" ")[1] + " " + new String(body);
  }
}
