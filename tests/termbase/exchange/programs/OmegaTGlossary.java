import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.omegat.core.Core;
import org.omegat.core.data.IProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;

/**
 * Reads a glossary with OmegaT's own reader and prints a line for each pair: source TAB target TAB comment, with the
 * line feeds of the comment as U+2028. Arguments: the file, the source language and the target language.
 */
public class OmegaTGlossary {
    private static class Properties extends ProjectProperties {
        Properties(String source, String target) {
            setSourceLanguage(source);
            setTargetLanguage(target);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties(arguments[1], arguments[2]);
        Core.setProject((IProject) Proxy.newProxyInstance(
                OmegaTGlossary.class.getClassLoader(), new Class<?>[] {IProject.class},
                (proxy, method, given) -> method.getName().equals("getProjectProperties") ? properties : null));
        File file = new File(arguments[0]);
        boolean isTbx = file.getName().endsWith(".tbx");
        List<GlossaryEntry> entries = isTbx ? GlossaryReaderTBX.read(file, false) : GlossaryReaderTSV.read(file, false);
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (GlossaryEntry entry : entries) {
            String[] comments = entry.getComments();
            String[] targets = entry.getLocTerms(false);
            for (int index = 0; index < targets.length; index++) {
                String comment = index < comments.length ? comments[index].replace('\n', '\u2028') : "";
                out.println(entry.getSrcText() + "\t" + targets[index] + "\t" + comment);
            }
        }
        out.flush();
    }
}
