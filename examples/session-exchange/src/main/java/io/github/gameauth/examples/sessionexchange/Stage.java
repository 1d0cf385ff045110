// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.upstream.JsonHttp;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the story takes place: with a pool and a Nakama of this process, or with the reader's.
 *
 * @param pool where the player comes from
 * @param sessions the exchange
 * @param service the exchange, over HTTP
 * @param door the way into Nakama
 * @param nakama where Nakama is
 * @param standIn the Nakama of this process, unless there is a real one
 * @param gameServer believes the service
 * @param http asks Nakama, and for the game server
 */
record Stage(
    Pool pool,
    Sessions sessions,
    SessionService service,
    NakamaDoor door,
    URI nakama,
    Optional<NakamaStandIn> standIn,
    GameServer gameServer,
    JsonHttp http)
    implements AutoCloseable {
  static final String USAGE =
      """
      Usage: (nothing)           a user pool of this process, and a player of its own
             POOL_ID CLIENT_ID   a real user pool; standard input is asked for an id token
      Environment, all of it optional:
        COGNITO_ENDPOINT                an emulator on loopback, such as http://127.0.0.1:9229/
      """
          + NakamaSettings.USAGE;

  /**
   * What the arguments and the environment say.
   *
   * @throws IllegalArgumentException if they are not as {@link #USAGE} says
   */
  static Stage of(String[] arguments, Map<String, String> environment, PrintStream out)
      throws IOException {
    if (arguments.length != 0 && arguments.length != 2) {
      throw new IllegalArgumentException(
          "arguments: " + arguments.length + " (expected: none, or POOL_ID CLIENT_ID)");
    }
    String url = environment.getOrDefault("NAKAMA_URL", "");
    NakamaSettings settings =
        url.isEmpty() ? NakamaSettings.ofTheStory() : NakamaSettings.of(environment);
    Pool pool =
        arguments.length == 0
            ? new StoryPool()
            : new ReadersPool(arguments[0], arguments[1], environment, out);
    Optional<NakamaStandIn> standIn =
        url.isEmpty() ? Optional.of(new NakamaStandIn(settings, pool.clock())) : Optional.empty();
    URI nakama = standIn.map(NakamaStandIn::uri).orElseGet(() -> URI.create(url));
    JsonHttp http = patientHttp();
    NakamaDoor door = new NakamaDoor(nakama, settings, http, pool.clock());
    Sessions sessions = new Sessions(pool);
    SessionService service = new SessionService(sessions, door, pool.clock());
    GameServer gameServer = new GameServer(service.uri(), http, pool.clock());
    return new Stage(pool, sessions, service, door, nakama, standIn, gameServer, http);
  }

  /** A story is told to its end, on a busy machine, too; a server keeps the defaults. */
  static JsonHttp patientHttp() {
    return JsonHttp.builder().read(JsonHttp.MAX_TIMEOUT).wholeCall(JsonHttp.MAX_TIMEOUT).build();
  }

  @Override
  public void close() {
    gameServer.close();
    service.close();
    sessions.close();
    door.close();
    http.close();
    standIn.ifPresent(NakamaStandIn::close);
    pool.close();
  }
}
