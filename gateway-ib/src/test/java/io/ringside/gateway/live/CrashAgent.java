package io.ringside.gateway.live;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts calls of {@link CrashPoints} into the daemon's classes as they are loaded, so that the shipped code holds none. A
 * place that is not found, since a method was renamed, ends the process with a message.
 */
public final class CrashAgent {
    private static final int API = Opcodes.ASM9;
    private static final String HOOKS = "io/ringside/gateway/live/CrashPoints";
    private static final String OUTBOX = "io/ringside/gateway/ib/tws/Outbox";
    private static final String CHANNEL = "java/nio/channels/WritableByteChannel";

    private CrashAgent() {}

    /** Called by the Java machine before main. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        CrashPoint wanted = CrashPoints.wanted();
        if (wanted != null) {
            instrumentation.addTransformer(new Marker(wanted));
        }
    }

    /** A jar that names this class as an agent; the class itself is on the class path. */
    static Path jar(Path folder) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
        Path jar = folder.resolve("crash-agent.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private record Marker(CrashPoint wanted) implements ClassFileTransformer {
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
            boolean write = name.equals(OUTBOX);
            List<CrashPoint.Spot> spots = wanted.spots().stream()
                    .filter(spot -> spot.owner().equals(name))
                    .toList();
            if (!write && spots.isEmpty()) {
                return null;
            }
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            List<String> missing = new ArrayList<>();
            spots.forEach(spot -> missing.add(spot.method()));
            if (write) {
                missing.add("write");
            }
            reader.accept(new Marks(writer, wanted, spots, write, missing), 0);
            if (!missing.isEmpty()) {
                System.err.println("no place to crash: " + name + " has no method " + missing);
                Runtime.getRuntime().halt(1);
            }
            return writer.toByteArray();
        }
    }

    private static final class Marks extends ClassVisitor {
        private final CrashPoint wanted;
        private final List<CrashPoint.Spot> spots;
        private final boolean write;
        private final List<String> missing;

        Marks(ClassWriter out, CrashPoint wanted, List<CrashPoint.Spot> spots, boolean write, List<String> missing) {
            super(API, out);
            this.wanted = wanted;
            this.spots = spots;
            this.write = write;
            this.missing = missing;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<CrashPoint.Spot> here = spots.stream()
                    .filter(spot -> spot.method().equals(name))
                    // Of the methods of a name the one that takes what is looked at.
                    .filter(spot -> spot.argument() == 0 || descriptor.startsWith("(L"))
                    .toList();
            here.forEach(spot -> missing.remove(name));
            return here.isEmpty() && !write ? next : new Mark(next, wanted, here, write, missing);
        }
    }

    private static final class Mark extends MethodVisitor {
        private final CrashPoint wanted;
        private final List<CrashPoint.Spot> spots;
        private final boolean write;
        private final List<String> missing;

        Mark(MethodVisitor next, CrashPoint wanted, List<CrashPoint.Spot> spots, boolean write, List<String> missing) {
            super(API, next);
            this.wanted = wanted;
            this.spots = spots;
            this.write = write;
            this.missing = missing;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            spots.stream().filter(spot -> !spot.atExit()).forEach(this::call);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                spots.stream().filter(CrashPoint.Spot::atExit).forEach(this::call);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (write && owner.equals(CHANNEL) && name.equals("write")) {
                missing.remove(name);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, HOOKS, name, "(L" + CHANNEL + ";Ljava/nio/ByteBuffer;)I", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        private void call(CrashPoint.Spot spot) {
            super.visitLdcInsn(wanted.ordinal());
            super.visitVarInsn(Opcodes.ALOAD, spot.argument());
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "pass", "(ILjava/lang/Object;)V", false);
        }
    }
}
