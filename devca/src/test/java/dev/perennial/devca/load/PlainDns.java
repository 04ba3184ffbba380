package dev.perennial.devca.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server over TCP by which every name is this machine: Pebble brings none. */
final class PlainDns implements AutoCloseable {
    private final ServerSocket listener;

    PlainDns() throws IOException {
        listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("dns").start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                // Closed, or the asker was gone before it was accepted.
                continue;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] answer = answer(new Message(in.readNBytes(in.readUnsignedShort())))
                        .toWire();
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            // The asker hangs up when it has its answer.
            return;
        }
    }

    private static Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        if (question.getType() == Type.A) {
            answer.addRecord(
                    new ARecord(question.getName(), question.getDClass(), 60, InetAddress.getLoopbackAddress()),
                    Section.ANSWER);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
