use quanwen::*;
fn main() {
    let mut a = std::env::args().skip(1);
    let (schema, root) = (a.next().unwrap(), a.next().unwrap());
    let f = IndexFolder::nearest(std::path::Path::new(&root)).unwrap();
    for q in a {
        let s = Searcher::open_with(&f, Schema::from_folder(&schema).unwrap()).unwrap();
        let mut r = SearchRequest::new(q.clone());
        r.filter.paths = if root.ends_with("seeds") && root.contains("reports") { vec!["seeds".into()] } else { vec![] };
        let a = s.search(&r).unwrap();
        println!("== {q} {:?}", a.summary.words);
        for h in a.hits { println!("{:.3} {} {}", h.score, h.document.path.rsplit('/').next().unwrap().chars().take(8).collect::<String>(), h.section.path.join("›").chars().take(50).collect::<String>()); }
    }
}
