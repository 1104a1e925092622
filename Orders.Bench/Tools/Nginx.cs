using System.Globalization;

using Orders.AppHost.Embedded.Processes;

namespace Orders.Bench.Tools;

/// <summary>nginx with one worker, as a child of this process: sends a file, and stands as a proxy before a server.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Peer _peer;

    private Nginx(Peer peer, Uri file, Uri proxy) => (_peer, File, Proxy) = (peer, file, proxy);

    /// <summary>Answers with the file.</summary>
    public Uri File { get; }

    /// <summary>Passes every request on.</summary>
    public Uri Proxy { get; }

    /// <param name="folder">For its files.</param>
    /// <param name="document">What it sends, as application/json.</param>
    /// <param name="upstream">What it stands before.</param>
    public static async Task<Nginx> StartAsync(string folder, byte[] document, Uri upstream, CancellationToken cancellationToken)
    {
        await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, "document.json"), document, cancellationToken);
        var (file, proxy) = (LoopbackPort.Next(), LoopbackPort.Next());
        // What its documentation recommends for either: keep-alive to the upstream, no access log, an open-file cache.
        var configuration = string.Create(CultureInfo.InvariantCulture, $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 1; daemon off; pid {{folder}}/nginx.pid; error_log {{folder}}/nginx.log;
            events { worker_connections 4096; }
            http {
              access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; open_file_cache max=100;
              default_type application/json;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              upstream query_api { server {{upstream.Authority}}; keepalive 512; keepalive_requests 100000000; }
              server { listen 127.0.0.1:{{file}} backlog=4096; root {{folder}}; }
              server { listen 127.0.0.1:{{proxy}} backlog=4096; location / { proxy_pass http://query_api; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; } }
            }
            """);
        var path = Path.Combine(folder, "nginx.conf");
        await System.IO.File.WriteAllTextAsync(path, configuration, cancellationToken);
        var answer = new Uri($"http://127.0.0.1:{file}/document.json");
        var command = new ChildCommand("taskset", "-c", Processors.Serving, Command.Find("nginx"), "-c", path);
        return new Nginx(await Peer.StartAsync(command, answer, cancellationToken), answer, new Uri($"http://127.0.0.1:{proxy}"));
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}
