using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Orders.Gateway.Page;

/// <summary>The page: the files of frontend/, copied beside the gateway.</summary>
internal static class PageFiles
{
    private static readonly string[] Compressed = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json"];

    // Names the files in the metrics; it has no delegate, so the files' middleware goes on.
    private static readonly Endpoint FileEndpoint = new(requestDelegate: null, EndpointMetadataCollection.Empty, "page");

    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "frontend");

    public static void AddPage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new PageFileProvider(Directory));
        builder.Services.AddResponseCompression(options =>
        {
            // Secrets and a client's words never share one of these files, so compressing them over TLS tells nothing.
            options.EnableForHttps = true;
            options.MimeTypes = Compressed;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });

        // The default is the fastest, which leaves the files a tenth larger than this does.
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    public static void UsePage(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(Files(app));
    }

    public static void MapPage(this WebApplication app)
    {
        var files = Files(app);
        foreach (var route in PageRoutes.All)
        {
            app.MapFallbackToFile(route, PageDocument.FileName, files).WithDisplayName("page");
        }
    }

    private static StaticFileOptions Files(IApplicationBuilder app) => new()
    {
        FileProvider = app.ApplicationServices.GetRequiredService<PageFileProvider>(),
        OnPrepareResponse = Prepare,
    };

    // Kept by the browser, but asked for again (304): a new version of the page is seen at once.
    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.CacheControl = "no-cache";

        // The entity tag says the same, and the page is made of dozens of files: headers are a good part of their weight.
        headers.Remove(HeaderNames.LastModified);
        if (file.Context.GetEndpoint() is null)
        {
            file.Context.SetEndpoint(FileEndpoint);
        }
    }
}
