import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/** One OpenSearch node on loopback, for tests: Loopback FOLDER PORT [SETTING=VALUE]... */
public class Loopback {
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        String port = arguments[1];
        String name = "node-" + port;
        Settings.Builder settings = Settings.builder()
            .put("path.home", folder)
            .put("http.port", port)
            .put("network.host", "127.0.0.1")
            .put("cluster.name", "quanwen")
            .put("node.name", name);
        for (String argument : List.of(arguments).subList(2, arguments.length)) {
            String[] setting = argument.split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> name);
        Node node = new WithPlugins(environment);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (java.io.IOException error) {
                error.printStackTrace();
            }
        }));
        node.start();
        Thread.currentThread().join();
    }
}
