import java.util.List;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** A node whose plugins are on the class path: the constructor that takes them is protected. */
class WithPlugins extends Node {
    WithPlugins(Environment environment) {
        super(
            environment,
            Stream.of(Netty4ModulePlugin.class, PainlessModulePlugin.class, CommonAnalysisModulePlugin.class)
                .map(WithPlugins::described).toList(),
            true);
    }

    private static PluginInfo described(Class<? extends Plugin> plugin) {
        String name = plugin.getName();
        return new PluginInfo(
            name, "on the class path", Version.CURRENT.toString(), Version.CURRENT, "21", name, null, List.of(), false);
    }
}
