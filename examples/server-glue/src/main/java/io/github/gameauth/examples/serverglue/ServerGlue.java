// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.examples.serverglue.GameServer.Answer;
import io.github.gameauth.examples.serverglue.GameServer.Verdict;
import io.github.gameauth.verify.TokenVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * One verifier behind four kinds of server, and what each says to tokens good and bad. The file to
 * copy is that of your server: {@link NettyBearerHandler}, {@link GameAuthJwtDecoder}, {@link
 * BearerServerInterceptor} or {@link BearerFilter}, and {@link Bearer} with it.
 */
public final class ServerGlue {
  private final PrintStream out = System.out;
  private final List<GameServer> servers;
  private int surprises;

  private ServerGlue(List<GameServer> servers) {
    this.servers = servers;
  }

  /** Exit status 0 if every answer was the expected one. */
  public static void main(String... args) throws IOException, InterruptedException {
    int surprises;
    try (Studio studio = new Studio();
        TokenVerifier verifier = studio.verifier();
        GameServer netty = NettyServer.start(verifier);
        GameServer spring = JettyServer.startWithSpring(verifier);
        GameServer servlet = JettyServer.startWithFilter(verifier);
        GameServer grpc = GrpcServer.start(verifier)) {
      ServerGlue story = new ServerGlue(List.of(netty, spring, servlet, grpc));
      story.tell(studio);
      surprises = story.surprises;
    }
    System.exit(surprises == 0 ? 0 : 1); // rather than wait for the threads of four servers
  }

  private void tell(Studio studio) throws IOException, InterruptedException {
    String good = "Bearer " + studio.token("p-17");
    scene("A player brings a good token", Verdict.WELCOME, "Authorization", good);
    scene(
        "The same one, calling themselves p-18 in a header",
        Verdict.WELCOME,
        "Authorization",
        good,
        "X-Player-Id",
        "p-18");
    scene("No token", Verdict.REFUSED);
    scene(
        "Two tokens",
        Verdict.REFUSED,
        "Authorization",
        good,
        "Authorization",
        "Bearer " + studio.token("p-18"));
    scene(
        "A token that was made out to p-18 by its bearer",
        Verdict.REFUSED,
        "Authorization",
        "Bearer " + studio.tampered("p-17", "p-18"));
    scene(
        "A token of another issuer",
        Verdict.REFUSED,
        "Authorization",
        "Bearer " + studio.foreign("p-17"));
    scene(
        "A token that has expired",
        Verdict.REFUSED,
        "Authorization",
        "Bearer " + studio.expired("p-17"));
    studio.goDown();
    scene(
        "A good token, but the issuer's keys have been out of reach for five hours",
        Verdict.LATER,
        "Authorization",
        "Bearer " + studio.token("p-17"));
    out.println(surprises == 0 ? "Each answer as expected" : surprises + " SURPRISES");
  }

  private void scene(String sentence, Verdict expected, String... headers)
      throws IOException, InterruptedException {
    out.println(sentence);
    for (GameServer server : servers) {
      Answer answer = server.ask(headers);
      boolean asExpected =
          answer.verdict() == expected
              && (expected != Verdict.WELCOME || answer.text().equals("player p-17"));
      surprises += asExpected ? 0 : 1;
      out.printf(
          "  %-15s -> %-15s  %s%s%n",
          server.name(), answer.status(), answer.text(), asExpected ? "" : "  !! " + expected);
    }
    out.println();
  }
}
